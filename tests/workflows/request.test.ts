import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deliver } from '../../workflows/deliver.ts';
import { boundary, bpmn, end, mapping, path as flows, service, start, timer, user } from '../domain/process/model.ts';
import { type Running, startRunning } from './running-house.ts';

let running: Running;
beforeAll(async () => {
  running = await startRunning();
}, 90_000);
afterAll(() => running.end());

const patience = { timeout: 30_000, interval: 50 };
/** An acknowledgement, then work for a person. */
const answered = () =>
  bpmn(
    'intake',
    start(),
    service('acknowledge', 'send-mail', mapping({ answer: '="closing"' })),
    user('work'),
    boundary('late', 'work', timer('PT8H'), false),
    user('look'),
    end(),
    end('e2'),
    flows('s acknowledge work e'),
    flows('late look e2'),
  );
const reminded = (after: string) =>
  bpmn(
    'intake',
    start(),
    user('work'),
    boundary('late', 'work', timer(after)),
    user('hurry'),
    end(),
    end('e2'),
    flows('s work e'),
    flows('late hurry e2'),
  );

const tasksOf = (request: string) =>
  running.inTenant((trx) =>
    trx.selectFrom('task').select(['id', 'element', 'state']).where('request', '=', request).orderBy('created_at').execute(),
  );
const requestRow = (id: string) =>
  running.inTenant((trx) =>
    trx.selectFrom('request').select(['status', 'revision', 'follows']).where('id', '=', id).executeTakeFirstOrThrow(),
  );
const mailsOf = (request: string) =>
  running.inTenant((trx) => trx.selectFrom('outbox').select('state').where('request', '=', request).execute());

async function begin(model: string, address?: string): Promise<string> {
  await running.draw(model);
  const { request, event } = await running.open(address);
  expect(await running.deliver(request, event)).toEqual({ revision: (await requestRow(request)).revision });
  return request;
}

async function complete(request: string): Promise<string> {
  const open = (await tasksOf(request)).filter(({ state }) => state === 'waiting' || state === 'assigned');
  const ids = await Promise.all(
    open.map(({ id }) =>
      running.record(request, { kind: 'task-completed', payload: { task: id, outcome: 'closed' }, key: `completed:${id}` }),
    ),
  );
  return ids.at(-1) ?? '';
}

async function settled(request: string): Promise<WorkflowHandle> {
  const handle = running.handleOf(request);
  await vi.waitFor(async () => expect((await handle.describe()).status.name).toBe('COMPLETED'), patience);
  return handle;
}

/** With RECORD_HISTORIES set these become what tests/replay plays against the code of tomorrow. */
async function keep(name: string, handle: WorkflowHandle): Promise<void> {
  if (!process.env['RECORD_HISTORIES']) return;
  const { runId } = await handle.describe();
  const history = await running.client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
  writeFileSync(path.join(import.meta.dirname, '..', 'replay', 'histories', `${name}.json`), `${historyToJSON(history)}\n`);
}

describe('a request', () => {
  it('starts with its first event, answers when that is taken in, sends its mail, and ends when its work is done', async () => {
    const request = await begin(answered(), 'anna@kunden.example');
    expect(await tasksOf(request)).toMatchObject([{ element: 'work' }]);
    await vi.waitFor(async () => expect(await mailsOf(request)).toEqual([{ state: 'accepted' }]), patience);
    expect(running.mail.accepted.filter(({ to }) => to.includes('anna@kunden.example'))).toHaveLength(1);
    const event = await complete(request);
    expect(await running.deliver(request, event)).toEqual({ revision: (await requestRow(request)).revision });
    const handle = await settled(request);
    expect(await requestRow(request)).toMatchObject({ status: 'archived' });
    await keep('answered', handle);

    // Temporal's own pages show it as its story: element ids and steps, in order.
    const { events } = await handle.fetchHistory();
    const told = (events ?? []).flatMap(({ userMetadata }) => userMetadata?.summary?.data ?? []);
    const inOrder = told.map((data) => JSON.parse(Buffer.from(data).toString()) as string);
    expect(inOrder[0]).toBe('start');
    expect(inOrder).toEqual(expect.arrayContaining(['hand-over-mail', 'late (a4:t)', 'from work']));

    // Nothing of it is in Temporal but ids.
    const decoded = historyToJSON(await handle.fetchHistory()).replaceAll(/"data": "([^"]+)"/g, (_all, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(decoded).toContain(`"request":"${request}"`);
    expect(decoded).not.toMatch(/anna|lindner|creme|kunden/i);
  });

  it('that is over starts again for a later event, and ends again', async () => {
    const request = await begin(reminded('PT8H'));
    await running.deliver(request, await complete(request));
    const first = (await (await settled(request)).describe()).runId;
    const message = await running.inTenant((trx) =>
      trx
        .insertInto('message')
        .values({ request, type: 'customer', channel: 'mail', text: 'Noch etwas.' })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    const event = await running.record(request, { kind: 'customer-replied', payload: { message: message.id }, key: 'later' });
    expect(await running.deliver(request, event)).toEqual({ revision: (await requestRow(request)).revision });
    const handle = await settled(request);
    expect((await handle.describe()).runId).not.toBe(first);
    await keep('started-again', handle);
    // Its follow-up runs by itself.
    const follow = await vi.waitFor(async () => {
      const found = await running.inTenant((trx) =>
        trx.selectFrom('request').select('id').where('follows', '=', request).executeTakeFirstOrThrow(),
      );
      expect(await tasksOf(found.id)).toHaveLength(1);
      return found.id;
    }, patience);
    expect((await running.handleOf(follow).describe()).status.name).toBe('RUNNING');
  });

  it('goes on when its timer rings, without anybody asking', async () => {
    const request = await begin(reminded('PT1S'));
    await vi.waitFor(
      async () => expect(await tasksOf(request)).toMatchObject([{ element: 'work', state: 'cancelled' }, { element: 'hurry' }]),
      patience,
    );
    await running.deliver(request, await complete(request));
    await keep('reminded', await settled(request));
  });

  it('takes in what came while no worker ran, and its timers with it', async () => {
    const request = await begin(reminded('PT2S'));
    const other = await begin(answered());
    await running.worker.stop();
    const event = await complete(other);
    expect(await running.deliver(other, event, 500)).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await running.startWorker();
    await keep('interrupted', await settled(other));
    await vi.waitFor(async () => expect((await tasksOf(request)).at(-1)).toMatchObject({ element: 'hurry' }), patience);
  }, 120_000);

  it('begins a new run after a thousand deliveries, and keeps its timer', async () => {
    const request = await begin(reminded('PT12S'));
    const handle = running.handleOf(request);
    const first = (await handle.describe()).runId;
    const numbers = Array.from({ length: 1010 }, (_, index) => index);
    const one = async () => {
      for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) await running.deliver(request, `again-${next}`);
    };
    await Promise.all(Array.from({ length: 9 }, one));
    await vi.waitFor(async () => expect((await handle.describe()).runId).not.toBe(first), patience);
    await vi.waitFor(async () => expect((await tasksOf(request)).at(-1)).toMatchObject({ element: 'hurry' }), patience);
    await running.deliver(request, await complete(request));
    await settled(request);
  }, 120_000);

  it('whose workflow belongs to another generation ends, and the next delivery begins it anew', async () => {
    await running.draw(reminded('PT8H'));
    const { request, event } = await running.open();
    await expect(deliver(running.client, { tenant: running.tenant, request, generation: 7, event }, 30_000)).rejects.toThrow();
    expect((await running.handleOf(request).describe()).status.name).toBe('FAILED');
    expect(await running.deliver(request, `${event}-again`)).toMatchObject({ revision: 1 });
  });
});
