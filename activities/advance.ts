import { ApplicationFailure } from '@temporalio/common';
import { asTenant, type Db, type Trx } from '../db/client.ts';
import { loadGraph } from '../db/graphs.ts';
import type { Advanced } from '../domain/process/types.ts';
import type { AdvanceOutcome, RequestInput } from '../workflows/contracts.ts';
import { beginWork, type WorkInHand } from './advance/begin-work.ts';
import { drain } from './advance/drain.ts';
import { writeBack } from './advance/write-back.ts';
import { type Interpreter, InterpreterOverrun } from './interpreter/interpreter.ts';
import type { RequestRow, Services } from './work.ts';

export interface AdvanceDeps {
  db: Db;
  interpreter: Interpreter;
  services: Services;
  /** The clock of due timers; tests hand in a virtual one. */
  now: () => Date;
  /** Delivers another request's event that this advance committed. A failure loses nothing: the sweeper delivers again. */
  deliver: (event: { tenant: string; request: string; event: string }) => Promise<unknown>;
}

/**
 * Takes in all that is new for one request, in one transaction (architecture: "How a request moves").
 * @throws ApplicationFailure `generation-mismatch` where Temporal runs what this database does not know: `reconcile --restored` mends it.
 */
export async function advance(deps: AdvanceDeps, input: RequestInput): Promise<AdvanceOutcome> {
  let done: { outcome: AdvanceOutcome; later: WorkInHand['later'] };
  try {
    done = await asTenant(deps.db, input.tenant, (trx) => inTransaction(deps, input, trx));
  } catch (error) {
    if (!(error instanceof InterpreterOverrun)) throw error;
    await recordOverrun(deps, input, error);
    return { revision: 0, position: [], nextTimer: null, jobs: [], more: true, over: false, closed: false };
  }
  for (const { request, event } of done.later) await deps.deliver({ tenant: input.tenant, request, event });
  return done.outcome;
}

async function inTransaction(deps: AdvanceDeps, input: RequestInput, trx: Trx) {
  const request = await lock(trx, input);
  const work = beginWork({ trx, tenant: input.tenant, request, services: deps.services, now: deps.now });
  const interpret = (event: Parameters<Interpreter['interpret']>[2]): Promise<Advanced> =>
    deps.interpreter.interpret((hash) => loadGraph(trx, hash), work.request.state, event);
  const more = await drain(work, interpret, deps.now);
  const outcome = await writeBack(work, { more });
  return { outcome, later: work.later };
}

async function lock(trx: Trx, { request, generation }: RequestInput): Promise<RequestRow> {
  const row = await trx
    .selectFrom('request')
    .selectAll()
    .select((eb) => eb.selectFrom('installation').select('generation').as('generation'))
    .where('id', '=', request)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw ApplicationFailure.create({ type: 'request-unknown', message: `Request ${request} is not in this database.` });
  const { generation: ours, ...locked } = row;
  if (ours !== generation) {
    throw ApplicationFailure.create({
      type: 'generation-mismatch',
      message: `This workflow belongs to generation ${generation}, the database to ${ours}. Run "npm run reconcile -- --restored".`,
    });
  }
  return locked;
}

/** The transaction is gone with the killed thread; the next advance begins with this event and makes the element's incident. */
async function recordOverrun(deps: AdvanceDeps, { tenant, request }: RequestInput, overrun: InterpreterOverrun): Promise<void> {
  await asTenant(deps.db, tenant, async (trx) => {
    const { revision } = await trx.selectFrom('request').select('revision').where('id', '=', request).executeTakeFirstOrThrow();
    await trx
      .insertInto('request_event')
      .values({
        request,
        kind: 'overrun',
        payload: JSON.stringify({ element: overrun.element, message: overrun.message }),
        actor: JSON.stringify({ type: 'system' }),
        idempotency_key: `overrun:${revision}:${overrun.element}`,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}
