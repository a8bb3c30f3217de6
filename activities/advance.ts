import { ApplicationFailure } from '@temporalio/common';
import { sql } from 'kysely';
import { asTenant, type Db, type Ending, type Trx } from '../db/client.ts';
import { loadGraph } from '../db/graphs.ts';
import { EarlierFailed } from '../db/lent-connection.ts';
import { noteSettings, settingsVersion } from '../db/kept.ts';
import { recordEvent } from '../db/request-events.ts';
import type { Advanced } from '../domain/process/types.ts';
import type { AdvanceOutcome, RequestInput } from '../workflows/contracts.ts';
import { beginWork, type WorkInHand } from './advance/begin-work.ts';
import { drain, newEvents } from './advance/drain.ts';
import { writeBack } from './advance/write-back.ts';
import { NotYet } from './events/event.ts';
import { type Interpreter, InterpreterOverrun } from './interpreter/interpreter.ts';
import { PartFailed } from './savepoint.ts';
import type { RequestRow, Services } from './work.ts';

export interface AdvanceDeps {
  db: Db;
  interpreter: Interpreter;
  services: Services;
  /** The clock of due timers; tests hand in a virtual one. */
  now: () => Date;
  /** Delivers another request's event that this advance committed. A failure loses nothing: the sweeper delivers again. */
  deliver: (event: { tenant: string; request: string; event: string }) => Promise<unknown>;
  /** A transaction that lasts longer commits what it has, milliseconds; for tests of what is left over then. */
  budget?: number;
}

/** Elements that one call may find exploding; the rest of its 30 seconds is for the work itself. */
const mostOverruns = 5;

/**
 * Takes in all that is new for one request, in one transaction (architecture: "How a request moves").
 * @throws ApplicationFailure `generation-mismatch` and `request-unknown` where Temporal runs what this database does not know: the workflow ends, nothing is lost with it
 * (`reconcile --restored` mends the cause). `interpreter-overrun` where no element could be blamed, `not-ready` where the installation lacks something: tried again.
 */
export async function advance(deps: AdvanceDeps, input: RequestInput): Promise<AdvanceOutcome> {
  const { outcome, later } = await withoutOverruns(deps, input);
  for (const { request, event } of later) await deps.deliver({ tenant: input.tenant, request, event }).catch(() => undefined);
  return outcome;
}

interface Done {
  outcome: AdvanceOutcome;
  later: WorkInHand['later'];
}

/** What fails takes the transaction with it, and all is done again: a part under a savepoint, a killed call around its element, which is noted in a short transaction. */
async function withoutOverruns(deps: AdvanceDeps, input: RequestInput): Promise<Done> {
  let takesSavepoints = false;
  for (let overruns = 0; ;) {
    try {
      return await asTenant(deps.db, input.tenant, (trx, ending) => inTransaction(deps, input, { trx, ending, takesSavepoints }));
    } catch (error) {
      if (error instanceof PartFailed || (error instanceof EarlierFailed && !takesSavepoints)) {
        takesSavepoints = true;
        continue;
      }
      if (error instanceof NotYet) throw ApplicationFailure.create({ type: 'not-ready', message: error.message });
      if (!(error instanceof InterpreterOverrun)) throw error;
      const isNew = error.element !== '' && (await recordOverrun(deps, input, error));
      overruns += 1;
      if (!isNew || overruns > mostOverruns) throw ApplicationFailure.create({ type: 'interpreter-overrun', message: error.message });
    }
  }
}

async function inTransaction(
  deps: AdvanceDeps,
  input: RequestInput,
  { trx, ending, takesSavepoints }: { trx: Trx; ending: Ending; takesSavepoints: boolean },
): Promise<Done> {
  // In one packet: the events are read when the lock is had, and by a statement that sees what whoever had it before has done.
  const [{ request, isInDoubt }, events] = await Promise.all([lock(trx, input), newEvents(trx, input.request)]);
  const { unhurried } = ending;
  const work = beginWork({
    trx,
    unhurried,
    tenant: input.tenant,
    request,
    services: deps.services,
    now: deps.now,
    isInDoubt,
    takesSavepoints,
  });
  const interpret = (event: Parameters<Interpreter['interpret']>[2]): Promise<Advanced> =>
    deps.interpreter.interpret((hash) => loadGraph(trx, hash), work.request.state, event);
  const more = await drain(work, events, interpret, deps);
  const outcome = await writeBack(work, { more, commitWith: ending.commitWith });
  return { outcome, later: work.later };
}

/** NO KEY: whoever records an event for the request (which refers to its row) need not wait, and cannot deadlock by having locked a task before. */
async function lock(trx: Trx, { tenant, request, generation }: RequestInput): Promise<{ request: RequestRow; isInDoubt: boolean }> {
  const row = await trx
    .selectFrom('request')
    .selectAll()
    .select((eb) => eb.selectFrom('installation').select('generation').as('generation'))
    .select([isInDoubt.as('isInDoubt'), settingsVersion.as('settings')])
    .where('id', '=', request)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw ApplicationFailure.nonRetryable(`Request ${request} is not in this database.`, 'request-unknown');
  const { generation: ours, isInDoubt: inDoubt, settings, ...locked } = row;
  noteSettings(trx, { tenant, version: settings });
  if (ours === generation) return { request: locked, isInDoubt: inDoubt };
  throw ApplicationFailure.nonRetryable(
    `This workflow belongs to generation ${generation}, the database to ${ours}. Run "npm run reconcile -- --restored".`,
    'generation-mismatch',
  );
}

/** Until its first advance after an older database was put back: what was new or due before may have been told already. */
const isInDoubt = sql<boolean>`exists (select 1 from installation i where request.next_timer_at <= i.restored_at
  or exists (select 1 from request_event e where e.request = request.id and e.revision is null and e.recorded_at <= i.restored_at))`;

/** The next transaction begins with this event and makes the element's incident. @returns false where that was tried at this revision already. */
function recordOverrun({ db }: AdvanceDeps, { tenant, request }: RequestInput, { element, message }: InterpreterOverrun): Promise<boolean> {
  return asTenant(db, tenant, async (trx) => {
    const { revision } = await trx.selectFrom('request').select('revision').where('id', '=', request).executeTakeFirstOrThrow();
    const { isNew } = await recordEvent(trx, {
      request,
      kind: 'overrun',
      payload: { type: 'overrun', element, message },
      actor: { type: 'system' },
      key: `overrun:${revision}:${element}`,
    });
    return isNew;
  });
}
