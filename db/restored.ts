import pg from 'pg';

/**
 * An older database was put back: what it does not remember may have happened. In one transaction, for all tenants: a new generation (never one that was used before);
 * mails and jobs that were not over are in doubt, and a token that waits for one gets its incident; mailboxes are read again from their beginning; numbers of requests
 * jump, because those of the lost ones stand in customers' mails.
 * @param ownerUrl of the tables' owner: the application may not.
 * @returns the new generation.
 */
export async function beginNewGeneration(ownerUrl: string): Promise<number> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    await owner.query('begin');
    for (const statement of doubts) await owner.query(statement);
    const { rows } = await owner.query<{ generation: number }>(raise);
    await owner.query('commit');
    return rows[0]?.generation ?? 0;
  } finally {
    await owner.end();
  }
}

/** Seconds since 2026, so that a second restore of the same backup gets another number than the first. */
const raise = `update installation set restored_at = now(),
  generation = greatest(generation + 1, extract(epoch from now() - timestamptz '2026-01-01T00:00:00Z')::integer) returning generation`;

const why = `'An older database was restored: it may have happened already.'`;

const doubts = [
  `update outbox set state = 'unknown', settled_at = now(), error = ${why} where state in ('prepared', 'handing-over')`,
  `with doubtful as (
     update job set state = 'unknown', finished_at = now(), lease_until = null, error = ${why}
     where state in ('ready', 'claimed') and not idempotent returning tenant, request, id)
   insert into request_event (tenant, request, kind, payload, actor, idempotency_key)
     select tenant, request, 'job-finished', jsonb_build_object('job', id), '{"type": "system"}', 'job:' || id from doubtful on conflict do nothing`,
  `update job set state = 'ready', lease_until = null where state = 'claimed' and idempotent`,
  // An answer that was held back may have gone out: it waits for a person.
  `update held_reply set in_doubt = true`,
  `update request set held_until = null where held_until is not null`,
  `update mailbox_folder set reread = true`,
  `update request_number set last = last + 10000`,
];
