import { sql } from 'kysely';
import type { Digest, DigestEntry } from '../domain/digest/text.ts';
import type { LocalDay } from '../domain/digest/due.ts';
import type { Trx } from './client.ts';

export interface DigestReader {
  id: string;
  name: string;
  email: string;
  language: string;
  hour: number;
}

export function digestReaders(trx: Trx): Promise<DigestReader[]> {
  return trx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'language', 'digest_hour as hour'])
    .where('active', '=', true)
    .where('digest_hour', 'is not', null)
    .$narrowType<{ hour: number }>()
    .orderBy('id')
    .execute();
}

/** What a person has in hand: late, due on that day, promised to customers by its end, and put off until then. */
export async function digestOf(trx: Trx, account: string, { from, until }: Omit<LocalDay, 'date'>): Promise<Digest> {
  const { rows } = await sql<DigestEntry & { section: keyof Digest }>`
    with own as (select t.due_at, t.deferred_until, r.id, r.number, r.subject, r.promise_due_at from task t join request r on r.id = t.request
        where t.assignee = ${account} and t.state = 'assigned'),
      found as (
        select 'overdue' as section, id, number, subject, due_at as at from own where due_at < ${from}::timestamptz
        union all select 'today', id, number, subject, due_at from own where due_at >= ${from}::timestamptz and due_at < ${until}::timestamptz
        union select 'promises', id, number, subject, promise_due_at from own where promise_due_at < ${until}::timestamptz
        union all select 'back', id, number, subject, deferred_until from own where deferred_until >= ${from}::timestamptz and deferred_until < ${until}::timestamptz)
    select section, id as request, number, subject, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from found order by at, number`.execute(
    trx,
  );
  const digest: Digest = { overdue: [], today: [], promises: [], back: [] };
  for (const { section, ...entry } of rows) digest[section].push(entry);
  return digest;
}

/** Own mails of the house that belong to no request and may go out now: no job hands them over. */
export async function loosePrepared(trx: Trx): Promise<string[]> {
  const rows = await trx
    .selectFrom('outbox')
    .select('id')
    .where('request', 'is', null)
    .where('purpose', '=', 'notification')
    .where('state', '=', 'prepared')
    .where((eb) => eb.or([eb('not_before', 'is', null), eb('not_before', '<=', sql<Date>`now()`)]))
    .limit(1000)
    .execute();
  return rows.map(({ id }) => id);
}
