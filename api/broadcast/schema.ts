import { Type } from 'typebox';
import { AnyVariables, contracts, nullable } from '../contract.ts';

const machines = ['administrator'] as const;
const Name = Type.String({ minLength: 1, maxLength: 200 });

const Reached = {
  /** Requests that waited for it. */
  requests: Type.Integer(),
  /** Requests that a process has begun with it. */
  begun: Type.Integer(),
  pending: Type.Boolean(),
};

export const broadcastContracts = contracts({
  'POST /api/messages': {
    access: machines,
    summary: 'Publishes a message: to the requests that wait for its name and key, or buffered for the first that does',
    body: Type.Object(
      {
        name: Name,
        /** Without one it only begins processes. */
        key: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
        variables: Type.Optional(AnyVariables),
        /** ISO 8601, at most 90 days; how long it is buffered where nobody waits. PT0S: not at all. */
        timeToLive: Type.Optional(Type.String({ maxLength: 50 })),
        /** The same name, key and id again is refused while the first is buffered. */
        messageId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ ...Reached, buffered: Type.Boolean() }),
    problems: ['message-buffered', 'message-too-large', 'bad-request'],
  },
  'POST /api/signals': {
    access: machines,
    summary: 'Broadcasts a signal to every request that waits for it now',
    body: Type.Object({ name: Name, variables: Type.Optional(AnyVariables) }, { additionalProperties: false }),
    reply: Type.Object(Reached),
    problems: ['message-too-large'],
  },
});
