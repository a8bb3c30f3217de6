import { type Static, Type } from 'typebox';
import { Id, nullable, oneOf } from '../contract.ts';

/** Data of one server-sent event of `GET /api/news` (event `change`, id = change number). Ids only: fetch again what is shown. */
export type News = Static<typeof News>;
export const News = Type.Object({
  entity: oneOf([
    'request',
    'task',
    'message',
    'account',
    'definition',
    'mailbox',
    'consultation',
    'batch',
    'mail',
    'notification',
  ] as const),
  id: nullable(Id),
  request: nullable(Id),
  account: nullable(Id),
});

/** `since`: last change number seen, for clients that cannot send Last-Event-ID. Event `reset`: too much was missed, fetch everything. */
export const NewsQuery = Type.Object({ since: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$' })) });
