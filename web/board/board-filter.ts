import type { Board } from '../../api/types.ts';
import type { Input } from '../server/client.ts';

export type BoardFilter = Omit<NonNullable<Input<'GET /api/board/requests'>['query']>, 'cursor' | 'limit'>;
export type Group = Board['groups'][number]['group'];

/** In the order of the board: what burns first. */
export const groupNames: Group[] = [
  'breached',
  'at-risk',
  'waiting',
  'unowned',
  'stranded',
  'incident',
  'expert-overdue',
  'promise-due',
  'idle',
];

/** `/board/breached` or `/board/list?topic=returns&state=waiting`: which number was opened; null for the board itself. */
export function readFilter(part: string | undefined, search: string): BoardFilter | null {
  const group = groupNames.find((name) => name === part);
  if (group) return { group };
  if (part !== 'list') return null;
  const query = new URLSearchParams(search);
  const [topic, agent] = [query.get('topic'), query.get('agent')];
  const state = (['waiting', 'assigned', 'breached', 'declined'] as const).find((name) => name === query.get('state'));
  return { ...(topic !== null && { topic }), ...(agent !== null && { agent }), ...(state && { state }) };
}

/** The address of a number, with the request opened from it. */
export function filterHref({ group, ...table }: BoardFilter, request?: string): string {
  const search = new URLSearchParams(Object.entries(table).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return `/board/${group ?? 'list'}${request ? `/${request}` : ''}${group ? '' : `?${search}`}`;
}
