import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { asTenant, type Db } from '../db/client.ts';
import { type BatchItem, finishBatch, openItems, sendItem, settleAnswered } from '../db/batches.ts';
import { announce } from '../db/changes.ts';
import { generationOf } from '../db/stuck.ts';
import type { BatchInput, BatchProgress } from '../workflows/contracts.ts';
import type { DeliverEvent } from './deliver-event.ts';

export interface BatchDeps {
  db: Db;
  deliver: DeliverEvent;
  /** Tells Temporal that it is still at work. */
  heartbeat: () => void;
}

/** Items of one call, and how many of them at a time: a batch leaves most of the machine to the day's work. */
const perRound = 100;
const atOnce = 8;
/** So long a round waits for the answers of what it has sent, and so often it looks; milliseconds. */
const patience = 5000;
const lookAgain = 100;

/**
 * Works on the next items of a batch: records each one's event, delivers it and keeps the answer. A worker that dies
 * leaves items `sent`; their events say what became of them.
 * @throws ApplicationFailure `generation-mismatch`, not to be tried again: an older database was restored under Temporal
 */
export async function workOnBatch(deps: BatchDeps, { tenant, batch, generation }: BatchInput): Promise<BatchProgress> {
  const { db } = deps;
  const ours = await generationOf(db);
  if (ours !== generation) {
    throw ApplicationFailure.nonRetryable(`Batch of generation ${generation}, database of ${ours}.`, 'generation-mismatch');
  }
  const items = await asTenant(db, tenant, (trx) => openItems(trx, batch, perRound));
  const queue = [...items];
  const work = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      await send(deps, tenant, item);
      deps.heartbeat();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const late = await settled(deps, { tenant, batch });
  return asTenant(db, tenant, async (trx) => {
    const [next] = await openItems(trx, batch, 1);
    if (!next) await finishBatch(trx, batch);
    await announce(trx, [{ entity: 'batch', id: batch }]);
    return { left: next ? (items.length === perRound ? perRound : late) : 0, late };
  });
}

async function send({ db, deliver }: BatchDeps, tenant: string, item: BatchItem): Promise<void> {
  const event = item.event ?? (await asTenant(db, tenant, (trx) => sendItem(trx, item.id)));
  // A failure loses nothing: it is delivered again in the next round, and by the sweeper.
  if (event !== null) await deliver({ tenant, request: item.request, event }).catch(() => undefined);
}

/** Keeps the answers as they come. @returns how many have not come in good time. */
async function settled({ db, heartbeat }: BatchDeps, { tenant, batch }: { tenant: string; batch: string }): Promise<number> {
  for (const until = Date.now() + patience; ; await delay(lookAgain)) {
    const late = await asTenant(db, tenant, (trx) => settleAnswered(trx, batch));
    heartbeat();
    if (late === 0 || Date.now() > until) return late;
  }
}
