import { type RawBuilder, sql } from 'kysely';
import type { NotificationKind } from '../domain/notification/kinds.ts';
import type { TopicsDigest } from '../domain/digest/topics.ts';
import type { Digest, DigestEntry, DigestSection } from '../domain/digest/text.ts';
import type { LocalDay } from '../domain/digest/due.ts';
import type { Trx } from './client.ts';
import { idleRequests } from './idle.ts';

export interface DigestReader {
  id: string;
  name: string;
  email: string;
  language: string;
  hour: number;
  /** Kinds of notifications that the digest is to name. */
  told: NotificationKind[];
  /** Whether they want to know how their topics stand. */
  isLeading: boolean;
}

export function digestReaders(trx: Trx): Promise<DigestReader[]> {
  return trx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'language', 'digest_hour as hour', 'digest_notifications as told'])
    .select(sql<boolean>`lead_digest and 'lead' = any(roles)`.as('isLeading'))
    .where('active', '=', true)
    .where('digest_hour', 'is not', null)
    .$narrowType<{ hour: number }>()
    .orderBy('id')
    .execute();
}

/** What a person has in hand: late, due on that day, promised to customers by its end, and put off until then. */
export async function digestOf(
  trx: Trx,
  { id: account, told, isLeading, language }: Pick<DigestReader, 'id' | 'told' | 'isLeading' | 'language'>,
  day: Omit<LocalDay, 'date'>,
): Promise<Digest> {
  const { from, until } = day;
  const { rows } = await sql<DigestEntry & { section: DigestSection }>`
    with own as (select t.due_at, t.deferred_until, r.id, r.number, r.subject, r.promise_due_at from task t join request r on r.id = t.request
        where t.assignee = ${account} and t.state = 'assigned'),
      found as (
        select 'overdue' as section, id, number, subject, due_at as at from own where due_at < ${from}::timestamptz
        union all select 'today', id, number, subject, due_at from own where due_at >= ${from}::timestamptz and due_at < ${until}::timestamptz
        union select 'promises', id, number, subject, promise_due_at from own where promise_due_at < ${until}::timestamptz
        union all select 'back', id, number, subject, deferred_until from own where deferred_until >= ${from}::timestamptz and deferred_until < ${until}::timestamptz)
    select section, id as request, number, subject, ${instant(sql`at`)} as at from found order by at, number`.execute(trx);
  const digest: Digest = {
    overdue: [],
    today: [],
    promises: [],
    back: [],
    told: told.length > 0 ? await unreadOf(trx, account, told) : [],
    lead: isLeading ? await topicsOf(trx, { account, language }, day) : null,
  };
  for (const { section, ...entry } of rows) digest[section].push(entry);
  return digest;
}

const instant = (at: RawBuilder<unknown>) => sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** What they were told about requests and have not read. */
async function unreadOf(trx: Trx, account: string, kinds: NotificationKind[]): Promise<Digest['told']> {
  const { rows } = await sql<Digest['told'][number]>`
    select n.kind, r.id as request, r.number, r.subject, ${instant(sql`n.at`)} as at from notification n join request r on r.id = n.request
    where n.account = ${account} and n.read_at is null and n.kind = any(${kinds}) order by n.at desc`.execute(trx);
  return rows;
}

/** Of the topics of the teams that somebody leads; who leads none has all topics. Absent: by an absence that touches the day. */
async function topicsOf(
  trx: Trx,
  { account, language }: { account: string; language: string },
  { from, until }: Omit<LocalDay, 'date'>,
): Promise<TopicsDigest> {
  const title = language === 'en' ? sql`title_en` : sql`title_de`;
  const isOwn = (topic: RawBuilder<unknown>) => sql`((select keys from own) is null or ${topic} = any((select keys from own)::text[]))`;
  const tasks = (which: RawBuilder<unknown>) => sql`(select count(*)::int from task t where ${which} and ${isOwn(sql`t.topic`)})`;
  const promises = (which: RawBuilder<unknown>) =>
    sql`(select count(*)::int from promise p join request r on r.id = p.request where ${which} and ${isOwn(sql`r.topic`)})`;
  const isOpen = sql`t.state in ('waiting', 'assigned')`;
  const { rows } = await sql<TopicsDigest['counts'] & Omit<TopicsDigest, 'counts'>>`
    with own as (select array_agg(distinct w.topic) as keys from team e join team_topic w on w.team = e.id where e.lead = ${account})
    select coalesce((select array_agg(${title} order by ${title}) from topic where key = any((select keys from own)::text[])), '{}') as topics,
      ${tasks(sql`${isOpen} and t.due_at <= now()`)} as breached, ${tasks(sql`${isOpen} and t.at_risk_at <= now() and (t.due_at is null or t.due_at > now())`)} as risk,
      ${tasks(sql`t.state = 'waiting' and (t.deferred_until is null or t.deferred_until <= now())`)} as waiting,
      ${promises(sql`p.state = 'broken' and p.settled_at >= ${from}::timestamptz - interval '1 day'`)} as broken,
      ${promises(sql`p.state = 'open' and p.due_at < ${until}::timestamptz`)} as promised,
      (select count(*)::int from ${idleRequests} r where ${isOwn(sql`r.topic`)}) as idle,
      coalesce((select json_agg(json_build_object('name', a.name, 'tasks', a.tasks) order by a.tasks desc, a.name) from (
        select x.name, count(*)::int as tasks from account x join task t on t.assignee = x.id and t.state = 'assigned' and ${isOwn(sql`t.topic`)}
        where exists (select 1 from absence b where b.account = x.id and b.from_at < ${until}::timestamptz and b.until_at > ${from}::timestamptz) group by x.id, x.name) a), '[]') as absent`.execute(
    trx,
  );
  const { topics, absent, ...counts } = rows[0]!;
  return { topics, absent, counts };
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
