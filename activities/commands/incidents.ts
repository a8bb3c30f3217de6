import { json } from '../../db/client.ts';
import type { CommandRunner } from './command.ts';

export const openIncident: CommandRunner<'open-incident'> = async (work, { activation, graph, element, code, message, variables }) => {
  await work.trx
    .insertInto('incident')
    .values({ request: work.request.id, activation, graph, element, code, message, variables: json(variables), created_at: work.at })
    .execute();
  work.timeline({ kind: 'incident', data: { code, message }, element, graph });
  work.announce({ entity: 'request', id: work.request.id, request: work.request.id });
  return null;
};

export const closeIncident: CommandRunner<'close-incident'> = async (work, { activation }) => {
  await work.trx
    .updateTable('incident')
    .set({ closed_at: work.at })
    .where('request', '=', work.request.id)
    .where('activation', '=', activation)
    .where('closed_at', 'is', null)
    .execute();
  return null;
};
