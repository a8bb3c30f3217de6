import { sql } from 'kysely';
import type { Position } from '../domain/process/types.ts';
import type { Trx } from './client.ts';
import type { ConsultationState, PromiseState } from './schema.ts';

export interface ConsultationRow {
  id: string;
  expertName: string;
  expertAddress: string;
  subject: string;
  question: string;
  state: ConsultationState;
  dueAt: Date;
  askedAt: Date;
  askedBy: { id: string; name: string } | null;
  remindedAt: Date | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  answer: string | null;
  declineReason: string | null;
}

/** A position that is not written yet reads as an empty one. */
export const fullPosition = (position: Partial<Position>): Position => ({
  tokens: [],
  timers: [],
  messages: [],
  signals: [],
  tasks: [],
  steps: [],
  incidents: [],
  ...position,
});

/** The request's own row with what it refers to. */
export function requestById(trx: Trx, id: string) {
  return trx
    .selectFrom('request as r')
    .leftJoin('customer as c', 'c.id', 'r.customer')
    .leftJoin('mailbox as m', 'm.id', 'r.mailbox')
    .leftJoin('request as f', 'f.id', 'r.follows')
    .leftJoin('request as l', 'l.id', 'r.merged_into')
    .select([
      'r.id',
      'r.number',
      'r.subject',
      'r.status',
      'r.kind',
      'r.topic',
      'r.channel',
      'r.language',
      'r.priority',
      'r.customer_class',
      'r.requester_name',
      'r.requester_address',
      'r.created_at',
      'r.closed_at',
      'r.archived_at',
      'r.close_reason',
      'r.first_response_due_at',
      'r.at_risk_at',
      'r.resolution_due_at',
      'r.first_responded_at',
      'r.breached_at',
      sql<number | null>`(r.clocks ->> 'priority')::int`.as('priority_set'),
      'r.revision',
      'r.position',
      'r.graph',
      'r.process',
      'c.id as customer_id',
      'c.number as customer_number',
      'c.name as customer_name',
      'm.id as mailbox_id',
      'm.address as mailbox_address',
      'm.name as mailbox_name',
      'f.id as follows_id',
      'f.number as follows_number',
      'l.id as leading_id',
      'l.number as leading_number',
    ])
    .where('r.id', '=', id)
    .executeTakeFirst();
}

/** Locks the request for a deed of a person: request before task before agent. */
export function lockRequest(trx: Trx, id: string) {
  return trx
    .selectFrom('request')
    .select(['id', 'status', 'subject', 'channel', 'language', 'requester_address', 'mailbox', 'position'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export const followersOf = (trx: Trx, id: string) =>
  trx.selectFrom('request').select(['id', 'number']).where('follows', '=', id).orderBy('created_at').execute();

export const mergedIntoThis = (trx: Trx, id: string) =>
  trx.selectFrom('request').select(['id', 'number']).where('merged_into', '=', id).orderBy('created_at').execute();

export async function promisesOf(
  trx: Trx,
  request: string,
): Promise<{ id: string; kind: string; toldBy: string; dueAt: Date; state: PromiseState; settledAt: Date | null }[]> {
  return trx
    .selectFrom('promise')
    .select(['id', 'kind', 'told_by as toldBy', 'due_at as dueAt', 'state', 'settled_at as settledAt'])
    .where('request', '=', request)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
}

export function openIncidentsOf(trx: Trx, request: string) {
  return trx
    .selectFrom('incident')
    .select(['id', 'element', 'graph', 'code', 'message', 'variables', 'created_at as at'])
    .where('request', '=', request)
    .where('closed_at', 'is', null)
    .orderBy('created_at')
    .execute();
}

export async function consultationsOf(trx: Trx, request: string): Promise<ConsultationRow[]> {
  const { rows } = await sql<ConsultationRow>`
    select x.id, x.expert_name as "expertName", x.expert_address as "expertAddress", x.subject, x.question, x.state, x.due_at as "dueAt", x.created_at as "askedAt",
      case when a.id is null then null else json_build_object('id', a.id, 'name', a.name) end as "askedBy", x.reminded_at as "remindedAt",
      x.answered_at as "answeredAt", x.answered_by as "answeredBy", x.answer, x.decline_reason as "declineReason"
    from consultation x left join account a on a.id = x.asked_by where x.request = ${request} order by x.created_at desc limit 50`.execute(
    trx,
  );
  return rows;
}

/** Newest first, with the names of accounts and experts. `seq` is the cursor. */
export async function timelineOf(trx: Trx, { request, before, limit }: { request: string; before: string | null; limit: number }) {
  const { rows } = await sql<{
    id: string;
    seq: string;
    kind: string;
    data: Record<string, never>;
    actor: { type: string; id: string | null; name: string | null };
    message: string | null;
    element: string | null;
    graph: string | null;
    at: Date;
  }>`
    select l.id, l.seq, l.kind, l.data, l.message, l.element, l.graph, l.at,
      json_build_object('type', l.actor ->> 'type', 'id', l.actor ->> 'id', 'name', case l.actor ->> 'type'
        when 'account' then (select a.name from account a where a.id::text = l.actor ->> 'id')
        when 'customer' then (select c.name from customer c where c.id::text = l.actor ->> 'id') end) as actor
    from timeline l where l.request = ${request} and ${before === null ? sql`true` : sql`l.seq < ${before}::bigint`} order by l.seq desc limit ${limit + 1}`.execute(
    trx,
  );
  return rows;
}

/** Sources of the versions that graphs were made from, and which of their elements the request has passed. */
export async function diagramsOf(
  trx: Trx,
  request: string,
  graphs: string[],
): Promise<{ graph: string; version: number | null; xml: string | null; passed: string[] }[]> {
  const { rows } = await sql<{ graph: string; version: number | null; xml: string | null; passed: string[] }>`
    select g.hash as graph, v.number as version, v.source as xml,
      (select coalesce(jsonb_agg(distinct passed ->> 1), '[]') from timeline l, jsonb_array_elements(l.data -> 'trail') passed
        where l.request = ${request} and l.kind = 'advanced' and passed ->> 0 = 'left' and passed ->> 2 = left(g.hash, 12)) as passed
    from graph g left join lateral (select number, source from definition_version v where v.type = 'process' and v.graph = g.hash order by v.number desc limit 1) v on true
    where g.hash = any(${graphs})`.execute(trx);
  return rows;
}

/** Every graph that left a trace in the request's timeline. */
export async function graphsInTimeline(trx: Trx, request: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('timeline')
    .select('graph')
    .distinct()
    .where('request', '=', request)
    .where('graph', 'is not', null)
    .execute();
  return rows.flatMap(({ graph }) => (graph === null ? [] : [graph]));
}
