import { announce } from '../../db/changes.ts';
import { type CommitWith, json } from '../../db/client.ts';
import { insertRows } from '../../db/insert-rows.ts';
import { notifyOf } from '../../db/notifications.ts';
import type { RequestStatus } from '../../db/schema.ts';
import { nowhere, position } from '../../domain/process/position.ts';
import { digestOf } from '../../domain/process/replay/digest.ts';
import type { Position } from '../../domain/process/types.ts';
import type { AdvanceOutcome } from '../../workflows/contracts.ts';
import type { RequestRow } from '../work.ts';
import type { WorkInHand } from './begin-work.ts';
import { nextDue } from './next-due.ts';
import { statusOf } from '../../domain/request/status.ts';
import { writeSubscriptions } from './subscriptions.ts';

const jobsPerOutcome = 50;

/** Writes what the transaction gathered, a statement a table and as many as can be at once, ends the transaction, and says what the workflow must do. */
export async function writeBack(
  work: WorkInHand,
  { more, commitWith }: { more: boolean; commitWith: CommitWith },
): Promise<AdvanceOutcome> {
  const { request } = work;
  const at = request.state ? position(request.state) : nowhere;
  let isFetched = false;
  let written: Promise<unknown> = Promise.resolve();
  if (work.consumed.length > 0) {
    request.revision += 1;
    const status = statusOf(request, at);
    // Of what `npm run replay` proves, the answers; the questions are the events.
    if (work.patched.state)
      work.timeline({
        kind: 'advanced',
        data: {
          revision: request.revision,
          trail: work.trail.map((p) => [p.what, p.element, p.graph.slice(0, 12)]),
          state: digestOf(work.patched.state),
        },
        actor: { type: 'process' },
      });
    if (request.status !== status || work.entries.length > 0) work.announce({ entity: 'request', id: request.id, request: request.id });
    isFetched = await writeSubscriptions(work, at);
    written = Promise.all([insertMade(work), markTaken(work), writeRequest(work, at, status), writeGathered(work)]);
    if (work.last.length > 0) await written;
    for (const last of work.last) await last();
  }
  const [jobs] = await Promise.all([commitWith(openJobs(work)), written]);
  const isOver = request.state !== null && request.state.status !== 'running';
  return {
    revision: request.revision,
    position: at.tokens.map((token) => token.element),
    nextTimer: nextAlarm(request, at),
    jobs: jobs.filter((job) => job.state === 'ready').map(({ id, step }) => ({ id, step })),
    moreJobs: jobs.length === jobsPerOutcome,
    more: more || isFetched,
    over: isOver,
    closed: isOver && jobs.length === 0,
  };
}

/** Of the process's timers, what the customer is owed and the answers that are held back, whatever is due first. */
function nextAlarm(request: RequestRow, at: Position): AdvanceOutcome['nextTimer'] {
  const held = request.held_until;
  const next = nextDue(request, at);
  if (held && (!next || held < next.at)) return { id: 'held', at: held.toISOString(), element: 'held-reply' };
  if (!next) return null;
  if ('alarm' in next) return { id: next.alarm.id, at: next.at.toISOString(), element: `${next.alarm.id}-due` };
  return { id: next.timer.id, at: next.timer.at, element: next.timer.element };
}

/** What steps and events only add. */
export async function writeGathered(work: WorkInHand): Promise<void> {
  await Promise.all([insertTimeline(work), insertJobs(work), notify(work), announce(work.trx, work.changes)]);
}

async function insertMade({ trx, request, consumed }: WorkInHand): Promise<void> {
  const made = consumed.flatMap((event, index) => (event.made ? [{ ...event, made: event.made, index }] : []));
  const columns = ['id', 'request', 'kind', 'actor', 'occurred_at', 'idempotency_key', 'revision', 'position', 'engine', 'answer'] as const;
  const rows = made.map((event) => ({
    id: event.id,
    request: request.id,
    kind: event.made.kind,
    actor: { type: 'process' },
    occurred_at: event.made.at,
    idempotency_key: event.made.key,
    revision: request.revision,
    position: event.index,
    engine: event.engine,
    answer: event.answer,
  }));
  await insertRows(trx, 'request_event', columns, rows);
}

/** Hardly ever more than one: a statement each, found by its id, instead of one over the whole table. */
async function markTaken({ trx, request, consumed }: WorkInHand): Promise<void> {
  const taken = consumed.flatMap(({ id, made, engine, answer }, index) => (made ? [] : [{ id, index, engine, answer }]));
  await Promise.all(
    taken.map(({ id, index, engine, answer }) =>
      trx
        .updateTable('request_event')
        .set({ revision: request.revision, position: index, engine: engine ? json(engine) : null, answer: answer ? json(answer) : null })
        .where('id', '=', id)
        .execute(),
    ),
  );
}

async function insertTimeline({ trx, request, entries }: WorkInHand): Promise<void> {
  const columns = ['request', 'kind', 'data', 'actor', 'message', 'element', 'graph', 'at'] as const;
  const rows = entries.map(({ data = {}, ...entry }) => ({ ...entry, data, request: request.id }));
  await insertRows(trx, 'timeline', columns, rows);
}

/** Hardly any mail concerns a person at once: then there is no statement. */
function notify({ trx, request, entries }: WorkInHand): Promise<void> {
  return notifyOf(
    trx,
    entries.map(({ kind, data, actor }) => ({ request: request.id, kind, data: data ?? {}, actor: actor ?? { type: 'system' } })),
  );
}

async function insertJobs({ trx, request, jobs }: WorkInHand): Promise<void> {
  if (jobs.length === 0) return;
  await trx
    .insertInto('job')
    .values(jobs.map(({ payload, ...job }) => ({ ...job, request: request.id, payload: json(payload) })))
    .execute();
}

function openJobs({ trx, request }: WorkInHand): Promise<{ id: string; step: string; state: string }[]> {
  return trx
    .selectFrom('job')
    .select(['id', 'step', 'state'])
    .where('request', '=', request.id)
    .where('state', 'in', ['ready', 'claimed'])
    .orderBy('created_at')
    .limit(jobsPerOutcome)
    .execute();
}

async function writeRequest(work: WorkInHand, at: Position, status: RequestStatus): Promise<void> {
  // What advance itself derives below is taken out of what the steps changed.
  const { state, clocks, position: _position, ...patched } = work.patched as Partial<Omit<RequestRow, 'id' | 'tenant' | 'created_at'>>;
  await work.trx
    .updateTable('request')
    .set({
      ...patched,
      ...(state ? { state: json(state) } : {}),
      ...(clocks ? { clocks: json(clocks) } : {}),
      position: json(at),
      status,
      revision: work.request.revision,
      updated_at: work.at,
      // An alarm that did not ring is found by its instant.
      next_timer_at: nextDue(work.request, at)?.at ?? null,
    })
    .where('id', '=', work.request.id)
    .execute();
}
