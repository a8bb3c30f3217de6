import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import type { Trx } from './client.ts';
import type { Verdict } from './schema.ts';

export async function openIncidents(trx: Trx) {
  const { rows } = await sql<{
    id: string;
    request: string;
    number: string;
    subject: string;
    element: string;
    elementName: string;
    code: string;
    message: string;
    variables: Variables;
    at: Date;
  }>`
    select i.id, i.request, r.number, r.subject, i.element, coalesce((select g.content -> 'elements' -> i.element ->> 'name' from graph g where g.hash = i.graph), i.element) as "elementName",
      i.code, i.message, i.variables, i.created_at as at
    from incident i join request r on r.id = i.request where i.closed_at is null order by i.created_at limit 500`.execute(trx);
  return rows;
}

/** Every mailbox with what was taken from it and what became of it. */
export async function ledgerSummary(trx: Trx) {
  const { rows } = await sql<{
    mailbox: string;
    address: string;
    serverCount: number | null;
    taken: number;
    undecided: number;
    verdicts: Record<string, number>;
  }>`
    select m.id as mailbox, m.address, f.on_server as "serverCount", coalesce(sum(v.count), 0)::int as taken, coalesce(sum(v.count) filter (where v.verdict is null), 0)::int as undecided,
      coalesce(jsonb_object_agg(v.verdict, v.count) filter (where v.verdict is not null), '{}') as verdicts
    from mailbox m left join (select mailbox, verdict, count(*)::int as count from inbound_mail group by mailbox, verdict) v on v.mailbox = m.id
      left join (select mailbox, sum(on_server)::int as on_server from mailbox_folder group by mailbox) f on f.mailbox = m.id
    group by m.id, m.address, f.on_server order by m.address`.execute(trx);
  return rows;
}

export async function outboxSummary(trx: Trx): Promise<Record<string, number>> {
  const { rows } = await sql<{ states: Record<string, number> }>`
    select coalesce(jsonb_object_agg(state, count), '{}') as states from (select state, count(*)::int as count from outbox group by state) s`.execute(
    trx,
  );
  return rows[0]?.states ?? {};
}

/** Newest first; `seq` is the cursor. Without raw bytes. */
export async function ledgerRows(
  trx: Trx,
  {
    mailbox,
    verdict,
    before,
    limit,
  }: { mailbox?: string | undefined; verdict?: Verdict | 'undecided' | undefined; before: string | null; limit: number },
) {
  const { rows } = await sql<{
    id: string;
    seq: string;
    mailbox: string;
    folder: string;
    uid: string;
    size: number;
    receivedAt: Date;
    verdict: Verdict | null;
    reason: string | null;
    sender: string | null;
    subject: string | null;
    request: { id: string; number: string } | null;
    attempts: number;
    error: string | null;
    decidedAt: Date | null;
  }>`
    select i.id, i.seq, i.mailbox, i.folder, i.uid, i.size, i.received_at as "receivedAt", i.verdict, i.reason, i.sender, i.subject, i.attempts, i.error, i.decided_at as "decidedAt",
      case when r.id is null then null else json_build_object('id', r.id, 'number', r.number) end as request
    from inbound_mail i left join request r on r.id = i.request
    where ${mailbox === undefined ? sql`true` : sql`i.mailbox = ${mailbox}`} and ${before === null ? sql`true` : sql`i.seq < ${before}::bigint`}
      and ${verdict === undefined ? sql`true` : verdict === 'undecided' ? sql`i.verdict is null` : sql`i.verdict = ${verdict}`}
    order by i.seq desc limit ${limit + 1}`.execute(trx);
  return rows;
}
