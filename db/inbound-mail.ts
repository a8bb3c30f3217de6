import { type Insertable, type Selectable, sql } from 'kysely';
import { announce } from './changes.ts';
import { json, type Trx } from './client.ts';
import { noteSettings, settingsVersion } from './kept.ts';
import type { Database, Verdict } from './schema.ts';

export type InboundRow = Selectable<Database['inbound_mail']>;
export type NewInboundMail = Pick<
  Insertable<Database['inbound_mail']>,
  'mailbox' | 'folder' | 'uid_validity' | 'uid' | 'sha256' | 'message_id' | 'sender' | 'size' | 'raw' | 'reread' | 'trace'
>;

/** Adds to the ledger what it does not have yet, one statement for all. @returns the new rows, ascending by UID. */
export async function insertInbound(trx: Trx, mails: NewInboundMail[]): Promise<{ id: string; uid: number }[]> {
  if (mails.length === 0) return [];
  const rows = await trx
    .insertInto('inbound_mail')
    .values(mails)
    .onConflict((conflict) => conflict.columns(['mailbox', 'folder', 'uid_validity', 'uid']).doNothing())
    .returning(['id', 'uid'])
    .execute();
  return rows.map(({ id, uid }) => ({ id, uid: Number(uid) })).toSorted((a, b) => a.uid - b.uid);
}

/** The mail as it arrived with us: below what we wrote on top of it. */
export const originalOf = ({ trace, raw }: Pick<InboundRow, 'trace' | 'raw'>): Buffer =>
  trace === null ? raw : Buffer.concat([Buffer.from(trace), raw]);

/** The row with its bytes. */
export function readInbound(trx: Trx, id: string): Promise<InboundRow | undefined> {
  return trx.selectFrom('inbound_mail').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The row where it still waits for its verdict; it is locked then, so it gets exactly one. */
export async function lockUndecided(trx: Trx, tenant: string, id: string): Promise<InboundRow | undefined> {
  const row = await trx
    .selectFrom('inbound_mail')
    .selectAll()
    .select(settingsVersion.as('settings'))
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const { settings, ...locked } = row;
  noteSettings(trx, { tenant, version: settings });
  return locked;
}

/** The row whatever was decided, for deciding anew. */
export function lockInbound(trx: Trx, id: string): Promise<InboundRow | undefined> {
  return trx.selectFrom('inbound_mail').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Rows of a mailbox that wait for their verdict, oldest first, with the beginning of their bytes. */
export async function undecidedOf(trx: Trx, mailbox: string, limit = 1000): Promise<{ id: string; head: Buffer }[]> {
  return trx
    .selectFrom('inbound_mail')
    .select((eb) => ['id', eb.fn<Buffer>('substr', ['raw', eb.val(1), eb.val(65_536)]).as('head')])
    .where('mailbox', '=', mailbox)
    .where('verdict', 'is', null)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/**
 * The ledger row of the same mailbox with the same Message-ID that is the same mail and was there or was judged before: the same bytes, or the same fingerprint (a copy
 * that came another way). Null where there is none. Copies that come both ways at once take turns: a lock until the commit.
 */
export async function earlierCopy(
  trx: Trx,
  row: Pick<InboundRow, 'id' | 'mailbox' | 'sha256' | 'message_id' | 'seq'>,
  fingerprint: string,
): Promise<string | null> {
  const turn = sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${row.mailbox} ${row.message_id}`}, 0))`;
  const looked = trx
    .selectFrom('inbound_mail')
    .select('id')
    .where('mailbox', '=', row.mailbox)
    .where('message_id', 'is not distinct from', row.message_id)
    .where((eb) =>
      row.message_id === null ? eb('sha256', '=', row.sha256) : eb.or([eb('sha256', '=', row.sha256), eb('fingerprint', '=', fingerprint)]),
    )
    .where((eb) => eb.or([eb('seq', '<', row.seq), eb('fingerprint', 'is not', null)]))
    .where('id', '<>', row.id)
    // Judged anew, a mail is no copy of its own copies.
    .where(sql<boolean>`detail ->> 'duplicateOf' is distinct from ${row.id}`)
    .orderBy('seq')
    .limit(1);
  // Begun together, so they travel together.
  const [, found] = await Promise.all([row.message_id === null ? null : turn.execute(trx), looked.executeTakeFirst()]);
  return found?.id ?? null;
}

export interface Decision {
  verdict: Verdict;
  reason: string;
  detail?: Record<string, unknown>;
  request?: string | null;
  consultation?: string | null;
  event?: string | null;
  message?: string | null;
  fingerprint?: string;
  sender?: string | null;
  subject?: string;
}

export async function decideInbound(
  trx: Trx,
  id: string,
  { verdict, reason, detail, request, consultation, event, message, ...read }: Decision,
): Promise<void> {
  await trx
    .updateTable('inbound_mail')
    .set({
      verdict,
      reason,
      detail: json(detail ?? {}),
      request: request ?? null,
      consultation: consultation ?? null,
      event: event ?? null,
      message: message ?? null,
      ...read,
      decided_at: new Date(),
    })
    .where('id', '=', id)
    .execute();
}

/** After so many tries a mail is shown as failed; a person can look at it and the rest goes on. */
const mostAttempts = 3;

/** Notes that taking a mail in failed. @returns true where it counts as failed now. */
export async function recordIntakeFailure(trx: Trx, id: string, error: string): Promise<boolean> {
  const row = await trx
    .updateTable('inbound_mail')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), error }))
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .returning('attempts')
    .executeTakeFirst();
  if (!row || row.attempts < mostAttempts) return false;
  await decideInbound(trx, id, { verdict: 'failed', reason: 'M901 unreadable' });
  await announce(trx, [{ entity: 'mail', id }]);
  return true;
}
