import { formerState, markUndone } from '../../db/batches.ts';
import { canRestore } from '../../domain/process/migrate/migrate.ts';
import type { EngineEvent, State } from '../../domain/process/types.ts';
import type { Work } from '../work.ts';
import { accepted, type EventHandler, type Handled, text } from './event.ts';
import { migration, refused } from './request-migrated.ts';

/**
 * Back to the version before: to the very state before where nothing has happened since, due times included; else by the
 * mapping backwards, which must place every token as any migration must.
 */
export const migrationUndone: EventHandler = async (work, event) => {
  const { request, trx } = work;
  const before = text(event, 'event');
  const done = await trx
    .selectFrom('request_event')
    .select(['revision', 'engine', 'payload'])
    .where('id', '=', before)
    .where('request', '=', request.id)
    .executeTakeFirst();
  const engine = done?.engine as Migration | null | undefined;
  if (engine?.type !== 'migrate') return refused({ code: 'not-migrated' });
  const former = await formerState(trx, before);
  const isUntouched = done?.revision === request.revision && work.taken === 0;
  const undone =
    former && request.state && isUntouched && canRestore(former, request.state) ? restored(work, engine, former) : await back(work, engine);
  if (!undone.engine) return undone;
  await markUndone(trx, before);
  work.timeline({ kind: 'migration-undone', data: { process: done?.payload.process ?? null, reason: event.payload.reason ?? null } });
  return undone;
};

type Migration = Extract<EngineEvent, { type: 'migrate' }>;

function restored(work: Work, { from, to }: Migration, state: State): Handled {
  if (work.request.graph === to) work.patch({ graph: from });
  return { engine: { type: 'restore', state }, answer: accepted };
}

const back = (work: Work, { from, to, elements }: Migration) => migration(work, { from: to, to: from, elements: backwards(elements) });

/** Where two elements met in one nobody knows which of them a token came from. */
function backwards(elements: Record<string, string>): Record<string, string> {
  const sources = Object.entries(elements);
  return Object.fromEntries(
    sources.flatMap(([from, to]) => (sources.filter(([, other]) => other === to).length === 1 ? [[to, from]] : [])),
  );
}
