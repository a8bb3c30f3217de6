import type { FastifyInstance } from 'fastify';
import { broadcastSignal } from '../../db/broadcast-signals.ts';
import { publishMessage } from '../../db/published-messages.ts';
import type { Recorded } from '../../db/subscriptions.ts';
import { milliseconds, yearsMonths } from '../../domain/process/feel/values.ts';
import { sizeFault } from '../../domain/process/run/size.ts';
import { lengthOf } from '../../domain/process/triggers/cycle.ts';
import type { Variables } from '../../domain/process/types.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { broadcastContracts } from './schema.ts';

const longest = 90 * 86_400_000;

/** What other systems tell the tenant's processes. */
export function broadcast(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, broadcastContracts, {
    'POST /api/messages': async ({ trx, account, body, deliver }) => {
      const { name, key = null, messageId = null, variables = {} } = body;
      checkSize(variables);
      const actor = { type: 'account' as const, id: account.id };
      const timeToLive = timeToLiveOf(body.timeToLive ?? 'PT1H');
      const { events, buffered, duplicate } = await publishMessage(trx, {
        name,
        key,
        variables,
        messageId,
        timeToLive,
        actor,
        at: new Date(),
      });
      if (duplicate) throw new ProblemError('message-buffered');
      deliver(events);
      return { ...reached(events), buffered };
    },

    'POST /api/signals': async ({ trx, account, body, deliver }) => {
      const { name, variables = {} } = body;
      checkSize(variables);
      const actor = { type: 'account' as const, id: account.id };
      const events = await broadcastSignal(trx, { name, variables, actor, at: new Date(), from: null });
      deliver(events);
      return reached(events);
    },
  });
}

function reached(events: Recorded[]) {
  const begun = events.filter((event) => event.begun === true).length;
  return { requests: events.length - begun, begun, pending: false };
}

function timeToLiveOf(text: string): number {
  const length = lengthOf(text);
  const time = length && !yearsMonths(length) ? milliseconds(length) : -1;
  if (time < 0 || time > longest) throw new ProblemError('bad-request', { timeToLive: text });
  return time;
}

/** Said at once, rather than by an incident in every request that it reaches. */
function checkSize(variables: Variables): void {
  const fault = sizeFault(variables);
  if (fault) throw new ProblemError('message-too-large', { detail: fault.message });
}
