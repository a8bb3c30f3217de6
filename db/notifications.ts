import { type RawBuilder, sql } from 'kysely';
import type { NotificationKind } from '../domain/notification/kinds.ts';
import { type Happening, toldOf } from './told-of.ts';
import { announce } from './changes.ts';
import { json, type Trx } from './client.ts';

/** Days after which a notification goes; and how many a person has at most. */
const keptDays = 30;
const mostKept = 200;

/** One entry of a timeline. */
export type NewHappening = Happening & { request: string };

/** Tells everybody whom this concerns, in one statement; where it concerns nobody there is none. Whoever did it is not told, nor who does not want to be. */
export async function notifyOf(trx: Trx, happenings: NewHappening[]): Promise<void> {
  const told = happenings.flatMap(({ request, ...happening }) =>
    toldOf(happening).map((one) => ({ ...one, request, by: happening.actor.type === 'account' ? happening.actor.id : undefined })),
  );
  if (told.length === 0) return;
  await sql`
    with told as (select * from jsonb_to_recordset(${json(told)}::jsonb) as told(kind text, reason text, request uuid, "to" text, consultation uuid, level int, account uuid, by uuid)),
      whom as (
        select d.kind, d.reason, d.request, null::uuid as mailbox, d.by, t.assignee as account from told d join task t on t.request = d.request and t.state = 'assigned' where d.to = 'owners'
        union all select d.kind, d.reason, d.request, null, d.by, d.account from told d where d.to = 'account'
        union all select d.kind, d.reason, d.request, null, d.by, x.asked_by from told d join consultation x on x.id = d.consultation where d.to = 'asker'
        union all select d.kind, d.reason, d.request, null, d.by, l.id from told d cross join lateral ${leadsOf} l where d.to = 'leads'
        union all select d.kind, d.reason, d.request, null, d.by, p.id from told d cross join lateral ${approversOf} p where d.to = 'approvers')
    ${tellWhom}`.execute(trx);
}

/** A mailbox that cannot be read: whoever watches over the work is told. */
export async function notifyOfMailbox(trx: Trx, mailbox: string): Promise<void> {
  await sql`
    with whom as (select 'mailbox' as kind, 'silent' as reason, null::uuid as request, ${mailbox}::uuid as mailbox, null::uuid as by, id as account from account
      where roles && array['lead', 'administrator'])
    ${tellWhom}`.execute(trx);
}

/** The leads of the teams that work on the topic; where no team with a lead does, all leads. */
const leadsOf = sql`(select a.id from request r join account a on 'lead' = any(a.roles) and a.active where r.id = d.request and case
  when exists (select 1 from team_topic w join team e on e.id = w.team and e.lead is not null where w.topic = r.topic)
  then a.id in (select e.lead from team_topic w join team e on e.id = w.team where w.topic = r.topic) else true end)`;

/** Who has the request's task now, which is the one that asks; while it waits in the line, everybody who may approve. */
const approversOf = sql`(select t.assignee as id from task t where t.request = d.request and t.state = 'assigned'
  union select a.id from account a where 'competence:' || d.level = any(a.abilities) and a.roles && array['agent', 'lead']
    and not exists (select 1 from task t where t.request = d.request and t.state = 'assigned'))`;

/** Writes the rows of `whom` and tells the pages of those people; what they have beyond the bound goes. */
const tellWhom: RawBuilder<unknown> = sql`,
  noted as (insert into notification (account, kind, reason, request, mailbox, by_account)
    select distinct on (a.id, w.reason, w.request, w.mailbox) a.id, w.kind, w.reason, w.request, w.mailbox, w.by from whom w join account a on a.id = w.account
    where a.active and a.id is distinct from w.by and not w.kind = any(a.quiet_notifications) order by a.id, w.reason, w.request, w.mailbox
    on conflict (account, reason, request, mailbox) where read_at is null do update set at = excluded.at, by_account = excluded.by_account returning account),
  beyond as (delete from notification n using (select distinct account from noted) p
    where n.id in (select o.id from notification o where o.account = p.account order by o.at desc offset ${sql.lit(mostKept)})),
  news as (insert into change (entity, account) select distinct 'notification', account from noted returning number, tenant)
  select pg_notify('change', tenant || ' ' || max(number)) from news group by tenant`;

export interface NotificationRow {
  id: string;
  kind: NotificationKind;
  reason: string;
  request: { id: string; number: string; subject: string } | null;
  mailbox: string | null;
  by: { id: string; name: string } | null;
  at: Date;
  read: boolean;
}

/** The latest first. */
export async function notificationsOf(trx: Trx, account: string, limit: number): Promise<NotificationRow[]> {
  const { rows } = await sql<NotificationRow>`
    select n.id, n.kind, n.reason, n.at, n.read_at is not null as read, m.address as mailbox,
      case when r.id is null then null else json_build_object('id', r.id, 'number', r.number, 'subject', r.subject) end as request,
      case when b.id is null then null else json_build_object('id', b.id, 'name', b.name) end as by
    from (select * from notification where account = ${account} order by at desc limit ${limit}) n
      left join request r on r.id = n.request left join mailbox m on m.id = n.mailbox left join account b on b.id = n.by_account
    order by n.at desc, n.id desc`.execute(trx);
  return rows;
}

export async function countUnread(trx: Trx, account: string): Promise<number> {
  const { rows } = await sql<{
    unread: number;
  }>`select count(*)::int as unread from notification where account = ${account} and read_at is null`.execute(trx);
  return rows[0]?.unread ?? 0;
}

/** @param which certain ones, all about one request, or all. Other pages of the same person learn of it. */
export async function markNotificationsRead(trx: Trx, account: string, which: { ids?: string[]; request?: string }): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('notification')
    .set({ read_at: new Date() })
    .where('account', '=', account)
    .where('read_at', 'is', null)
    .$if(which.ids !== undefined, (query) => query.where('id', 'in', which.ids ?? []))
    .$if(which.request !== undefined, (query) => query.where('request', '=', which.request ?? null))
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await announce(trx, [{ entity: 'notification', account }]);
}

export async function trimNotifications(trx: Trx): Promise<void> {
  await sql`delete from notification where at < now() - make_interval(days => ${sql.lit(keptDays)})`.execute(trx);
}
