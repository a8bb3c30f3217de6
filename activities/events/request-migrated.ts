import { loadGraph } from '../../db/graphs.ts';
import { keepFormerState } from '../../db/batches.ts';
import { planMigration } from '../../domain/process/migrate/plan.ts';
import type { ElementMapping } from '../../domain/process/migrate/propose.ts';
import type { EventAnswer } from '../../workflows/contracts.ts';
import type { Work } from '../work.ts';
import { accepted, type EventHandler, type Handled, text } from './event.ts';

/** The request goes on in another version of a process, or stays as it is and says where it cannot. */
export const requestMigrated: EventHandler = async (work, event) => {
  const [from, to] = [text(event, 'from'), text(event, 'to')];
  const state = work.request.state;
  const migrated = await migration(work, { from, to, elements: event.payload.elements as ElementMapping });
  if (!migrated.engine || !state) return migrated;
  await keepFormerState(work.trx, event.id, state);
  work.timeline({ kind: 'migrated', data: { process: text(event, 'process'), reason: event.payload.reason ?? null } });
  return migrated;
};

/** Checked before the interpreter is asked, so that the answer names every token in the way. */
export async function migration(work: Work, plan: { from: string; to: string; elements: ElementMapping }): Promise<Handled> {
  const { request, trx } = work;
  if (request.state?.status !== 'running') return refused({ code: 'request-closed' });
  const { obstacles } = planMigration(request.state, await loadGraph(trx, plan.from), await loadGraph(trx, plan.to), plan.elements);
  if (obstacles.length > 0)
    return refused({ code: 'not-migratable', obstacles: obstacles.map(({ element, code }) => ({ element, code })) });
  if (request.graph === plan.from) {
    // By another table only when somebody says so.
    const { clocks } = request;
    work.patch({ graph: plan.to, ...(clocks && !clocks.table ? { clocks: { ...clocks, table: plan.from } } : {}) });
  }
  return { engine: { type: 'migrate', ...plan }, answer: accepted };
}

export const refused = (answer: Omit<EventAnswer, 'accepted'>): Handled => ({ engine: null, answer: { accepted: false, ...answer } });
