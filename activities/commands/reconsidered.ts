import type { Json } from '../../domain/process/types.ts';
import { underSavepoint } from '../savepoint.ts';
import { termsFrom } from '../steps/set-deadlines.ts';
import { setLevel } from '../set-level.ts';
import type { Work } from '../work.ts';
import type { CommandRunner } from './command.ts';

/** Another service level and topic: the clocks go on by them, and so do priority and calendar. Where the tables say nothing usable, all stays as it was. */
export const reconsidered: CommandRunner<'reconsidered'> = async (work, { results }) => {
  const topic = topicOf(results.handling ?? null);
  const terms =
    results.serviceLevel === undefined ? 'The decision of the service level could not be made.' : termsFrom(results.serviceLevel);
  if (typeof terms === 'string') {
    leave(work, terms);
    return null;
  }
  await underSavepoint(
    work,
    async () => {
      await setLevel(work, terms, topic);
      await setUrgency(work);
    },
    (error) => leave(work, error instanceof Error ? error.message : String(error)),
  );
  return null;
};

function leave(work: Work, message: string): void {
  work.timeline({ kind: 'event-failed', data: { kind: 'reconsidered', message } });
}

const topicOf = (handling: Json): string | null => {
  const topic = handling !== null && typeof handling === 'object' && !Array.isArray(handling) ? handling.topic : null;
  return typeof topic === 'string' ? topic : null;
};

/** What was escalated is not lowered by a table. */
async function setUrgency({ trx, request }: Work): Promise<void> {
  await trx
    .updateTable('task')
    .set((eb) => ({
      priority:
        request.clocks?.priority ?? eb.case().when('escalated_at', 'is', null).then(request.priority).else(eb.ref('priority')).end(),
    }))
    .where('request', '=', request.id)
    .where('state', 'in', ['waiting', 'assigned'])
    .execute();
}
