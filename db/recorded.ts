import { sql } from 'kysely';
import type { RecordedDecision, RecordedRequest, RecordedRevision } from '../domain/process/replay/replay.ts';
import type { EngineEvent, Graph } from '../domain/process/types.ts';
import type { Trx } from './client.ts';
import { loadGraph } from './graphs.ts';

/** Requests of the tenant that have begun, in order of their ids; `after` is the last one seen. */
export async function begunRequests(
  trx: Trx,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ id: string; number: string }[]> {
  return trx
    .selectFrom('request')
    .select(['id', 'number'])
    .where('state', 'is not', null)
    .$if(after !== null, (query) => query.where('id', '>', after as string))
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Everything that the engine was told about a request, and what was kept of its answers. */
export async function recordedRequest(trx: Trx, request: string): Promise<RecordedRequest> {
  const row = await trx.selectFrom('request').select('state').where('id', '=', request).executeTakeFirstOrThrow();
  const events = await sql<{ revision: number; events: EngineEvent[] }>`
    select revision, jsonb_agg(engine order by position) as events from request_event
    where request = ${request} and revision is not null and engine is not null and engine <> 'null' group by revision order by revision`.execute(
    trx,
  );
  const told = await toldOf(trx, request);
  const revisions = events.rows.map(({ revision, events }): RecordedRevision => {
    const none = { trail: null, decisions: [], digest: null };
    return { revision, events, ...(told.get(revision) ?? none) };
  });
  return { request, revisions, state: row.state };
}

type Told = Pick<RecordedRevision, 'trail' | 'decisions' | 'digest'>;

/** What each revision has said: its decisions come before its own entry. */
async function toldOf(trx: Trx, request: string): Promise<Map<number, Told>> {
  const entries = await trx
    .selectFrom('timeline')
    .select(['kind', 'data'])
    .where('request', '=', request)
    .where('kind', 'in', ['advanced', 'decided'])
    .orderBy('seq')
    .execute();
  const told = new Map<number, Told>();
  let decisions: RecordedDecision[] = [];
  for (const { kind, data } of entries) {
    if (kind === 'decided') decisions.push(data as unknown as RecordedDecision);
    else {
      const { revision, trail, state } = data as { revision: number; trail: RecordedRevision['trail']; state?: string };
      told.set(revision, { trail, decisions, digest: state ?? null });
      decisions = [];
    }
  }
  return told;
}

/** Every graph that a request's events name, with those that these call. */
export async function graphsOf(trx: Trx, { revisions }: RecordedRequest): Promise<Graph[]> {
  const found = new Map<string, Graph>();
  const wanted = revisions.flatMap(({ events }) => events.flatMap(named));
  for (let hash = wanted.pop(); hash !== undefined; hash = wanted.pop()) {
    if (found.has(hash)) continue;
    const graph = await loadGraph(trx, hash);
    found.set(hash, graph);
    wanted.push(...Object.values(graph.called));
  }
  return [...found.values()];
}

function named(event: EngineEvent): string[] {
  if (event.type === 'start') return [event.graph];
  if (event.type === 'migrate') return [event.from, event.to];
  return event.type === 'process-resolved' && event.graph !== null ? [event.graph] : [];
}
