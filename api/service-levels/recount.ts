import { v5 as uuidv5 } from 'uuid';
import { createBatch } from '../../db/batches.ts';
import { calendarsOfTopics } from '../../db/calendars.ts';
import type { Trx } from '../../db/client.ts';
import { type OpenLevel, openLevels, requestsOf } from '../../db/open-levels.ts';
import type { Effect } from '../../domain/service-level/effect.ts';
import { type Level, levelOf } from '../../domain/service-level/request-clocks.ts';
import { deadlineEffect } from './deadline-effect.ts';

/** What follows for open requests where topics count by other calendars, and the batch that counts them anew; null: a preview, or there are none. */
export interface Recount {
  effect: Effect;
  batch: string | null;
}

/** Who does it, and the key of the deed; null: a preview. */
export type Deed = { account: { id: string; tenant: string }; key: string } | null;

/** To be called once the change is made. @param before calendars of the topics then */
export async function recountTopics(trx: Trx, before: ReadonlyMap<string, string>, deed: Deed): Promise<Recount> {
  const after = await calendarsOfTopics(trx);
  const topics = [...new Set([...before.keys(), ...after.keys()])].filter((topic) => before.get(topic) !== after.get(topic));
  const requests = topics.length === 0 ? [] : await openLevels(trx, { topics });
  const effect = await deadlineEffect(trx, requests, (request) => levelBy(request, after));
  const items = deed === null || topics.length === 0 ? [] : await requestsOf(trx, topics);
  if (deed === null || items.length === 0) return { effect, batch: null };
  const { account, key } = deed;
  const { id: batch } = await createBatch(trx, {
    id: uuidv5(`${account.id} recount ${key}`, account.tenant),
    kind: 'level-changed',
    payload: { topics, requests: items.length },
    reason: '',
    by: account.id,
    items: items.map(({ id, topic }) => ({ request: id, payload: { topic } })),
  });
  return { effect, batch };
}

function levelBy({ topic, clocks, variables }: OpenLevel, ofTopics: ReadonlyMap<string, string>): Level | null {
  const named = (variables.serviceLevel as { calendar?: unknown } | null | undefined)?.calendar;
  const calendar = ofTopics.get(topic ?? '') ?? (typeof named === 'string' ? named : null);
  const level = levelOf(clocks.moves);
  return calendar === null || calendar === level.calendar ? null : { ...level, calendar };
}
