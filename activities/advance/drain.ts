import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { json, type Trx } from '../../db/client.ts';
import { position } from '../../domain/process/position.ts';
import type { Advanced, EngineEvent, Position } from '../../domain/process/types.ts';
import { runCommand } from '../commands/index.ts';
import { type EngineInput, type EventHandler, type EventRow, type Handled, NotYet } from '../events/event.ts';
import { underSavepoint } from '../savepoint.ts';
import { eventHandlers } from '../events/index.ts';
import type { EventAnswer, RequestEventKind } from '../../workflows/contracts.ts';
import type { Consumed, WorkInHand } from './begin-work.ts';
import { followClocks } from './follow-clocks.ts';
import { nextDue } from './next-due.ts';
import { breakPromise, type PromiseAlarm, tellUnnoticed } from './promise-alarm.ts';
import { releaseHeld } from './release-held.ts';
import { noticeDue } from '../../domain/request/status.ts';

type Interpret = (event: EngineEvent) => Promise<Advanced>;

/**
 * A transaction that lasts longer commits what it has (architecture, rule 4), milliseconds. Measured: 200 cut an intake in four on a busy machine and cost it twice the
 * work, just when there was none to spare; quiet it takes 30.
 */
const transactionBudget = 1000;
/** Events of one transaction: a request that is flooded does not read all that waits again and again. */
const mostEvents = 200;

/**
 * Takes the request's new events in order, each after the timers that were due before it, and at last the timers due now.
 * @returns whether work is left for the next transaction.
 */
export async function drain(
  work: WorkInHand,
  events: EventRow[],
  interpret: Interpret,
  { now, budget = transactionBudget }: { now: () => Date; budget?: number },
): Promise<boolean> {
  const started = performance.now();
  const isLate = () => performance.now() - started > budget;
  const all = (await releaseHeld(work, now())) ? await newEvents(work.trx, work.request.id) : events;
  for (const event of all) {
    if (await fireTimers(work, interpret, event.occurred_at, isLate)) return true;
    if (await takeIn(work, interpret, event, isLate)) return true;
    if (isLate()) return true;
  }
  return all.length === mostEvents || fireTimers(work, interpret, now(), isLate);
}

/** First what a killed call left behind (it says which element must not be tried again), then what a late transaction did, then what came from outside. */
export function newEvents(trx: Trx, request: string): Promise<EventRow[]> {
  return trx
    .selectFrom('request_event')
    .select(['id', 'kind', 'payload', 'actor', 'occurred_at', 'idempotency_key'])
    .where('request', '=', request)
    .where('revision', 'is', null)
    .orderBy(
      sql`case kind when 'overrun' then 0 when 'step-result' then 1 when 'process-resolved' then 1 when 'continued' then 1 when 'rescheduled' then 1 else 2 end`,
    )
    .orderBy('seq')
    .limit(mostEvents)
    .execute();
}

/** An event made outside. @returns whether the interpreter stopped early. */
async function takeIn(work: WorkInHand, interpret: Interpret, event: EventRow, isLate: () => boolean): Promise<boolean> {
  work.at = event.occurred_at;
  work.actor = event.actor;
  const handle = eventHandlers[event.kind as RequestEventKind];
  // Without a handler it was left over by an earlier transaction of ours: its payload is the engine's event.
  const { engine, answer } = handle ? await handled(work, event, handle) : { engine: event.payload as EngineInput, answer: null };
  return feedAndFollow(work, interpret, { id: event.id, made: null, engine, answer }, isLate);
}

/** An event that cannot be taken in is rejected with its reason: it must not stop those behind it. */
function handled(work: WorkInHand, event: EventRow, handle: EventHandler): Promise<Handled> {
  return underSavepoint<Handled>(
    work,
    () => handle(work, event),
    (error) => {
      if (error instanceof NotYet) throw error;
      const message = error instanceof Error ? error.message : String(error);
      work.timeline({ kind: 'event-failed', data: { event: event.id, kind: event.kind, message } });
      return { engine: null, answer: { accepted: false, code: 'event-failed' } };
    },
  );
}

/** Timers due at or before `upTo`, and what the customer is owed by then, earliest first; a timer that a cycle missed several times fires once. */
async function fireTimers(work: WorkInHand, interpret: Interpret, upTo: Date, isLate: () => boolean): Promise<boolean> {
  for (;;) {
    const state = work.request.state;
    if (state?.status !== 'running') return false;
    const due = nextDue(work.request, position(state));
    if (!due || due.at > upTo) return false;
    work.at = upTo;
    work.actor = { type: 'process' };
    if (await ('alarm' in due ? ringAlarm(work, interpret, due.alarm, isLate) : fireTimer(work, interpret, due.timer, isLate))) return true;
    if (isLate()) return true;
  }
}

function fireTimer(work: WorkInHand, interpret: Interpret, { id, firing, element }: Position['timers'][number], isLate: () => boolean) {
  work.timeline({ kind: 'timer', data: { timer: id }, element });
  const made = { kind: 'timer-due', at: work.at, key: `timer:${id}:${firing}` };
  return feedAndFollow(work, interpret, { id: uuidv7(), made, engine: { type: 'timer', timer: id, firing }, answer: null }, isLate);
}

/** What the customer hears, the process says. @returns whether the interpreter stopped early. */
async function ringAlarm(work: WorkInHand, interpret: Interpret, alarm: PromiseAlarm, isLate: () => boolean): Promise<boolean> {
  if (alarm.id === 'promise') {
    await breakPromise(work);
    return false;
  }
  work.patch({ noticed_at: work.at });
  const made = { kind: noticeDue, at: work.at, key: `${noticeDue}:${alarm.at.toISOString()}` };
  const engine = { type: 'message' as const, name: noticeDue, key: null, variables: {} };
  if (await feed(work, interpret, { id: uuidv7(), made, engine, answer: null }, isLate)) return true;
  if (work.request.heard_at === null || work.request.heard_at < work.at) await tellUnnoticed(work);
  return false;
}

interface Fed {
  id: string;
  made: { kind: string; at: Date; key: string } | null;
  engine: EngineInput | null;
  answer: EventAnswer | null;
}

/** An event, and the deadlines that follow from it. @returns whether time ran out */
async function feedAndFollow(work: WorkInHand, interpret: Interpret, first: Fed, isLate: () => boolean): Promise<boolean> {
  if (await feed(work, interpret, first, isLate)) return true;
  const engine = await followClocks(work);
  return engine !== null && feed(work, interpret, made(work, 'rescheduled', engine), isLate);
}

/**
 * One event through the interpreter, and what its commands give back through it again, until only waits are left.
 * @returns true where time ran out: what was left is recorded for the next transaction.
 */
async function feed(work: WorkInHand, interpret: Interpret, first: Fed, isLate: () => boolean): Promise<boolean> {
  const queue: Fed[] = [first];
  for (let fed = queue.shift(); fed; fed = queue.shift()) {
    queue.push(...(await feedOne(work, interpret, fed)));
    if (queue.length > 0 && isLate()) {
      await leaveForNext(work, queue);
      return true;
    }
  }
  return false;
}

async function feedOne(work: WorkInHand, interpret: Interpret, fed: Fed): Promise<Fed[]> {
  const engine = fed.engine ? { ...fed.engine, id: fed.id, at: work.at.toISOString() } : null;
  const consumed: Consumed = { id: fed.id, made: fed.made, engine, answer: fed.answer };
  work.consumed.push(consumed);
  if (!engine) return [];
  const advanced = await interpret(engine);
  if (advanced.rejected) {
    // A message or signal that nobody waits for is no fault; anything else came too late or twice.
    if (engine.type !== 'message' && engine.type !== 'signal')
      consumed.answer = { ...fed.answer, accepted: false, code: advanced.rejected };
    return [];
  }
  work.patch({ state: advanced.state });
  work.trail.push(...advanced.trail);
  const results: Fed[] = [];
  for (const command of advanced.commands) {
    const back = await runCommand(work, command);
    if (back) results.push(made(work, back.kind, back.engine));
  }
  if (advanced.more) results.push(made(work, 'continued', { type: 'continue' }));
  return results;
}

function made(work: WorkInHand, kind: string, engine: EngineInput): Fed {
  const id = uuidv7();
  return { id, made: { kind, at: work.at, key: `made:${id}` }, engine, answer: null };
}

async function leaveForNext(work: WorkInHand, queue: Fed[]): Promise<void> {
  await work.trx
    .insertInto('request_event')
    .values(
      queue.map((fed) => ({
        id: fed.id,
        request: work.request.id,
        kind: fed.made?.kind ?? 'continued',
        payload: json(fed.engine),
        actor: json({ type: 'process' }),
        occurred_at: work.at,
        idempotency_key: `made:${fed.id}`,
      })),
    )
    .execute();
}
