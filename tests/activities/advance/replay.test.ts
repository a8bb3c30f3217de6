import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { graphsOf, recordedRequest } from '../../../db/recorded.ts';
import { load } from '../../../domain/process/load.ts';
import { type RecordedRequest, replay } from '../../../domain/process/replay/replay.ts';
import { variablesOf } from '../../../domain/process/position.ts';
import type { Graph } from '../../../domain/process/types.ts';
import { boundary, bpmn, end, flow, gateway, path as way, script, start, timer, user } from '../../domain/process/model.ts';
import { createDrawn, type Drawn, monday } from './drawn-process.ts';

/*
 * Requests as the product runs and records them. `RECORD_REQUESTS=1` writes them down for tests/replay/requests, where every later release must answer them in the same way.
 */
const folder = path.join(import.meta.dirname, '..', '..', 'replay', 'requests');

let drawn: Drawn;
beforeAll(async () => {
  drawn = await createDrawn();
});
afterAll(() => drawn.end());

const openTasks = (request: string) =>
  drawn.inTenant((trx) =>
    trx.selectFrom('task').select('id').where('request', '=', request).where('state', 'in', ['waiting', 'assigned']).execute(),
  );

async function complete(request: string, outcome: string): Promise<void> {
  for (const { id } of await openTasks(request))
    await drawn.record(request, { kind: 'task-completed', payload: { task: id, outcome }, key: `done:${id}` });
  await drawn.advanceAll(request);
}

async function waitFor(request: string, timers: number): Promise<void> {
  for (let rung = 0; rung < timers; rung += 1) {
    const { nextTimer } = await drawn.advance(request);
    if (nextTimer) drawn.clock.now = new Date(nextTimer.at);
    await drawn.advanceAll(request);
  }
}

async function reply(request: string): Promise<void> {
  const values = { request, type: 'customer' as const, channel: 'mail' as const, text: 'Noch eine Frage.' };
  const { id } = await drawn.inTenant((trx) => trx.insertInto('message').values(values).returning('id').executeTakeFirstOrThrow());
  await drawn.record(request, { kind: 'customer-replied', payload: { message: id }, key: `reply:${id}` });
  await drawn.advanceAll(request);
}

const broken = () =>
  bpmn(
    'intake',
    start(),
    script('n', '1', 'n'),
    gateway('exclusive', 'g'),
    user('work'),
    boundary('late', 'work', timer('PT4H'), false),
    end(),
    way('s n g'),
    flow('g', 'work', '=ready'),
    way('work e'),
    way('late e'),
  );

/** What happens to each; all begin with the shipped processes but the last. */
const stories: Record<string, (request: string) => Promise<void>> = {
  answered: (request) => complete(request, 'closed'),
  reopened: async (request) => {
    await complete(request, 'answered');
    await reply(request);
    await complete(request, 'closed');
  },
  reminded: (request) => waitFor(request, 3),
  cancelled: async (request) => {
    await drawn.record(request, { kind: 'request-cancelled', payload: { reason: 'double' }, key: 'cancelled' });
    await drawn.advanceAll(request);
  },
  corrected: async (request) => {
    const incident = () =>
      drawn.inTenant((trx) =>
        trx.selectFrom('incident').select('id').where('request', '=', request).where('closed_at', 'is', null).executeTakeFirstOrThrow(),
      );
    const { id } = await incident();
    await drawn.record(request, { kind: 'incident-retried', payload: { incident: id }, key: 'retry' });
    await drawn.advanceAll(request);
    const again = await incident();
    await drawn.record(request, {
      kind: 'incident-skipped',
      payload: { incident: again.id, variables: { ready: true }, reason: 'known' },
      key: 'skip',
    });
    await drawn.advanceAll(request);
    await drawn.record(request, {
      kind: 'variables-set',
      payload: { variables: { ready: false, text: 'half \ud83d' }, reason: 'wrong' },
      key: 'set',
    });
    await waitFor(request, 1);
    await complete(request, 'done');
  },
};

async function play(name: string, more: { budget?: number } = {}): Promise<{ graphs: Graph[]; recorded: RecordedRequest }> {
  drawn.clock.now = monday;
  if (name === 'corrected') await drawn.draw(broken());
  const request = await drawn.open(name === 'answered' ? 'Ich möchte mich beschweren.' : 'Ist die Creme vegan?');
  await drawn.advanceAll(request, more);
  await stories[name]?.(request);
  return drawn.inTenant(async (trx) => {
    const recorded = await recordedRequest(trx, request);
    return { recorded, graphs: await graphsOf(trx, recorded) };
  });
}

const replayed = ({ graphs, recorded }: { graphs: Graph[]; recorded: RecordedRequest }) => {
  const executables = new Map(graphs.map((graph) => [graph.hash, load(graph)]));
  return replay((hash) => executables.get(hash)!, recorded);
};

it('notices a changed answer at its revision: in the state, the way, a decision', async () => {
  const played = await play('reopened');
  const at = played.recorded.revisions[1];
  const revision = at?.revision ?? 0;
  const changed = (more: Partial<NonNullable<typeof at>>) => ({
    ...played,
    recorded: { ...played.recorded, revisions: played.recorded.revisions.map((one) => (one === at ? { ...one, ...more } : one)) },
  });
  expect(replayed(changed({ trail: [...(at?.trail ?? []), ['left', 'nowhere', '']] }))).toMatchObject({ revision, what: 'trail' });
  expect(replayed(changed({ digest: `${at?.digest?.split(':')[0]}:0000000000000000` }))).toMatchObject({ revision, what: 'state' });
  const { state } = played.recorded;
  if (!state) throw new Error('no state');
  const other = { ...state, final: { ...variablesOf(state), surprise: 1 } };
  expect(replayed({ ...played, recorded: { ...played.recorded, state: other } })).toMatchObject({ what: 'state', at: '/final/surprise' });
  const decisions = played.recorded.revisions.flatMap((one) => one.decisions);
  expect(decisions.length).toBeGreaterThan(0);
});

it('answers the same where a slow transaction was cut, although the database has put the state in another order then', async () => {
  const played = await play('answered', { budget: 0 });
  expect(played.recorded.revisions.length).toBeGreaterThan(4);
  expect(replayed(played)).toBeNull();
});

it.each(Object.keys(stories))('what was recorded of a request is all that is needed to answer it again: %s', async (name) => {
  const played = await play(name);
  expect(replayed(played)).toBeNull();
  expect(played.recorded.revisions.some(({ digest }) => digest !== null)).toBe(true);
  if (process.env['RECORD_REQUESTS']) writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(played));
});
