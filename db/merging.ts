import { json, type Trx } from './client.ts';
import { announce } from './changes.ts';
import type { Actor } from './schema.ts';

/** The request that goes on for each of these: itself, or the one that it was merged into. */
export async function leadingOf(trx: Trx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await trx.selectFrom('request').select(['id', 'merged_into']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.merged_into ?? row.id]));
}

/** `request` is part of `into` from now on, and so is what was merged into it before. Its own process is ended by its event. */
export async function mergeInto(trx: Trx, { request, into, actor }: { request: string; into: string; actor: Actor }): Promise<void> {
  await trx
    .updateTable('request')
    .set({ merged_into: into })
    .where((eb) => eb.or([eb('id', '=', request), eb('merged_into', '=', request)]))
    .execute();
  await note(trx, into, 'merged-from', request, actor);
}

/** On the timeline of `request`, about the other one. */
export async function note(
  trx: Trx,
  request: string,
  kind: 'merged-from' | 'unmerged' | 'split-off',
  other: string,
  actor: Actor,
): Promise<void> {
  await trx
    .insertInto('timeline')
    .values({ request, kind, data: json({ request: other }), actor: json(actor) })
    .execute();
  await announce(trx, [{ entity: 'request', id: request, request }]);
}

/** The customer's messages of one request, oldest first. */
export async function customerMessages(trx: Trx, request: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('message')
    .select('id')
    .where('request', '=', request)
    .where('type', '=', 'customer')
    .where('withdrawn_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}
