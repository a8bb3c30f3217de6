import { type Static, Type } from 'typebox';
import type { SignedIn } from '../../db/accounts.ts';
import { audit } from '../../db/audit.ts';
import type { Trx } from '../../db/client.ts';
import { loadGraph } from '../../db/graphs.ts';
import { whyIdle } from '../../db/idle.ts';
import { targetsOf } from '../../domain/process/migrate/targets.ts';
import { ById, contracts, nullable, oneOf, Saved } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import type { Call } from '../route.ts';

export type Idle = Static<typeof Idle>;
/** Why nothing will move a request, at which element it stands, and which one sets it going again. */
export const Idle = Type.Object({
  cause: oneOf(['task-gone', 'step-gone', 'no-date', 'nothing'] as const),
  at: nullable(Type.String()),
  again: nullable(Type.Object({ activation: Type.String(), element: Type.String(), name: Type.String() })),
});

export const idleContracts = contracts({
  'POST /api/requests/:id/repair': {
    access: ['lead', 'administrator'],
    summary: 'Set a request going again that waits for nobody, as its detail proposes',
    params: ById,
    reply: Saved,
    problems: ['not-idle', 'not-accepted'],
  },
});

/** @returns null where something or somebody will move it. */
export async function idleOf(trx: Trx, request: string): Promise<Idle | null> {
  const idle = await whyIdle(trx, request);
  if (!idle) return null;
  const { cause, at, lastTask } = idle;
  if (!at) return { cause, at: null, again: null };
  const graph = await loadGraph(trx, at.graph);
  const nameOf = (element: string) => graph.elements[element]?.name || element;
  // What is gone is done anew; what would wait for ever becomes a task again.
  const tasks = targetsOf(graph, at.element).filter((target) => graph.elements[target]?.kind === 'user-task');
  const element = cause === 'no-date' ? (tasks.find((task) => task === lastTask) ?? tasks[0]) : at.element;
  return {
    cause,
    at: nameOf(at.element),
    again: element === undefined ? null : { activation: at.activation, element, name: nameOf(element) },
  };
}

/** @throws ProblemError not-found, not-idle */
export async function repair(
  { trx, record }: Pick<Call<(typeof idleContracts)['POST /api/requests/:id/repair']>, 'trx' | 'record'>,
  account: SignedIn,
  id: string,
  key: string,
): Promise<void> {
  const request = await trx.selectFrom('request').select('id').where('id', '=', id).executeTakeFirst();
  if (!request) throw new ProblemError('not-found');
  const idle = await idleOf(trx, id);
  if (!idle?.again) throw new ProblemError('not-idle');
  const { activation, element } = idle.again;
  await audit(trx, {
    account: account.id,
    action: 'request-repaired',
    entity: 'request',
    id,
    data: { cause: idle.cause, activation, to: element },
  });
  await record({
    request: id,
    kind: 'token-moved',
    payload: { activation, element, reason: idle.cause },
    key: `repair:${activation}:${key}`,
  });
}
