import { Type } from 'typebox';
import { ById, contracts, Id } from '../contract.ts';

const work = ['agent', 'lead'] as const;
/** The request that goes on, or the new one. */
const Other = Type.Object({ request: Id, number: Type.String(), pending: Type.Boolean() });

export const mergingContracts = contracts({
  'POST /api/requests/:id/merge': {
    access: work,
    summary:
      'This request becomes part of another one, which goes on: both conversations are shown there, later replies to either land there',
    params: ById,
    body: Type.Object({ into: Type.String({ minLength: 1, maxLength: 40 }) }),
    reply: Other,
    problems: ['unknown-request', 'not-mergeable', 'request-closed'],
  },
  'POST /api/requests/:id/unmerge': {
    access: work,
    summary: 'A merged request goes on by itself again, as a new one that names it',
    params: ById,
    reply: Other,
    problems: ['not-merged'],
  },
  'POST /api/requests/:id/messages/:message/split': {
    access: work,
    summary: 'A message of the customer is another matter: it becomes a request of its own that names this one',
    params: Type.Object({ id: Id, message: Id }),
    reply: Other,
    problems: ['not-splittable'],
  },
});
