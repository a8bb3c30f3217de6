import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginDue } from '../../../activities/begin-due.ts';
import { stepDescriptions } from '../../../activities/steps/index.ts';
import { publishDefinition } from '../../../api/definitions/publish.ts';
import { dropExpiredMessages } from '../../../db/buffered-messages.ts';
import { dueStarts } from '../../../db/process-starts.ts';
import { publishMessage, type PublishedMessage } from '../../../db/published-messages.ts';
import { bpmn, element, end, mapping, message, path, start, timer, user } from '../../domain/process/model.ts';
import { createDrawn, type Drawn, monday } from './drawn-process.ts';

let drawn: Drawn;
beforeAll(async () => {
  drawn = await createDrawn();
});
beforeEach(() => {
  drawn.clock.now = monday;
  drawn.delivered.length = 0;
});
afterAll(() => drawn.end());

const hour = 3_600_000;
let keys = 0;
/** A consultation's id stands for any key. */
const freshKey = () => `k${(keys += 1)}`;
const receive = (id: string, name = 'keyed') => element('receiveTask', id, '', '', `messageRef="m_${name}"`);
const ioKey = (key: string) => mapping({ 'consultation.id': `="${key}"` });
/** Waits for `keyed` under a key, by way of a task where `first`. */
const waiting = (key: string, first = false) =>
  bpmn(
    'intake',
    start(),
    element(
      'subProcess',
      'x',
      ioKey(key),
      `${start('y')}${first ? user('a') : ''}${receive('r')}${user('z')}${path(first ? 'y a r z' : 'y r z')}`,
    ),
    path('s x'),
  );

async function begin(model: string): Promise<string> {
  await drawn.draw(model);
  const request = await drawn.open();
  await drawn.advanceAll(request);
  return request;
}

const publish = (given: Partial<PublishedMessage> & { key: string | null }) =>
  drawn.inTenant((trx) =>
    publishMessage(trx, { name: 'keyed', variables: {}, actor: { type: 'system' }, at: drawn.clock.now, timeToLive: hour, ...given }),
  );
const tokens = async (request: string) => (await drawn.positionOf(request)).tokens.map((token) => token.element).toSorted();
const subscriptions = (request: string) =>
  drawn.inTenant((trx) => trx.selectFrom('subscription').select(['type', 'name', 'key']).where('request', '=', request).execute());
const buffered = () => drawn.inTenant((trx) => trx.selectFrom('buffered_message').select(['name', 'key']).execute());
const complete = async (request: string) => {
  const task = await drawn.inTenant((trx) =>
    trx
      .selectFrom('task')
      .select('id')
      .where('request', '=', request)
      .where('state', 'in', ['waiting', 'assigned'])
      .executeTakeFirstOrThrow(),
  );
  await drawn.record(request, { kind: 'task-completed', payload: { task: task.id, outcome: 'done' }, key: `done:${task.id}` });
};

describe('a published message', () => {
  it('goes to every request that waits for its name and key, once each', async () => {
    const key = freshKey();
    const [one, two] = [await begin(waiting(key)), await begin(waiting(key))];
    const other = await begin(waiting(freshKey()));
    expect(await subscriptions(one)).toEqual([{ type: 'message', name: 'keyed', key }]);
    const { events, buffered: kept } = await publish({ key, variables: { paid: true } });
    expect([events.map(({ request }) => request).toSorted(), kept]).toEqual([[one, two].toSorted(), false]);
    for (const request of [one, two, other]) await drawn.advanceAll(request);
    expect([await tokens(one), await tokens(two), await tokens(other)]).toEqual([
      ['x', 'z'],
      ['x', 'z'],
      ['r', 'x'],
    ]);
    expect((await drawn.variablesOf(one)).paid).toBe(true);
    expect([await subscriptions(one), await buffered()]).toEqual([[], []]);
  });

  it('is buffered where nobody waits, and taken by the first that comes to, the oldest first', async () => {
    const key = freshKey();
    const request = await begin(waiting(key, true));
    expect((await publish({ key, variables: { text: 'one' } })).buffered).toBe(true);
    await publish({ key, variables: { text: 'two' } });
    await complete(request);
    await drawn.advanceAll(request);
    expect([await tokens(request), (await drawn.variablesOf(request)).text]).toEqual([['x', 'z'], 'one']);
    expect(await buffered()).toEqual([{ name: 'keyed', key }]);
    const later = await begin(waiting(key));
    expect([await tokens(later), (await drawn.variablesOf(later)).text, await buffered()]).toEqual([['x', 'z'], 'two', []]);
  });

  it('is not buffered longer than it lives, nor at all without a time to live', async () => {
    const key = freshKey();
    await publish({ key, timeToLive: 0 });
    await publish({ key, at: new Date(Date.now() - 2 * hour) });
    expect(await buffered()).toHaveLength(1);
    const request = await begin(waiting(key));
    expect(await tokens(request)).toEqual(['r', 'x']);
    expect(await drawn.inTenant(dropExpiredMessages)).toBe(1);
  });

  it('is refused with the same id while the first is buffered', async () => {
    const key = freshKey();
    const again = () => publish({ key, messageId: 'payment-7' });
    expect([await again(), await again()]).toMatchObject([
      { duplicate: false, buffered: true },
      { duplicate: true, buffered: false },
    ]);
    await begin(waiting(key));
    expect(await again()).toMatchObject({ duplicate: false });
  });

  it('is never lost between one who publishes and one who begins to wait at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const key = freshKey();
      const request = await begin(waiting(key, true));
      await complete(request);
      await Promise.all([drawn.advanceAll(request), publish({ key })]);
      await drawn.advanceAll(request);
      expect(await tokens(request)).toEqual(['x', 'z']);
    }
  });

  it('that a process sends reaches the requests that wait for it, its own among them', async () => {
    const key = freshKey();
    const other = await begin(waiting(key));
    const sending = element('sendTask', 'q', mapping({ 'consultation.id': `="${key}"`, text: '="hello"' }), '', 'messageRef="m_keyed"');
    const own = await begin(
      bpmn(
        'intake',
        start(),
        element('subProcess', 'x', ioKey(key), `${start('y')}${receive('r')}${user('z')}${path('y r z')}`),
        sending,
        user('b'),
        path('s x'),
        path('s q b'),
      ),
    );
    expect([await tokens(own), drawn.delivered.map(({ request }) => request)]).toEqual([['b', 'x', 'z'], [other]]);
    await drawn.advanceAll(other);
    expect([await tokens(other), (await drawn.variablesOf(other)).text]).toEqual([['x', 'z'], 'hello']);
  });
});

describe('a process that begins requests by itself', () => {
  const model = (id: string) =>
    bpmn(
      id,
      element('startEvent', 'm', '', message('keyed')),
      element('startEvent', 't', '', timer('R/PT1H', 'timeCycle')),
      user('a'),
      user('b'),
      end(),
      path('m a e'),
      path('t b e'),
    );
  const draw = (key: string, source: string) =>
    drawn.inTenant(async (trx) => {
      await trx
        .insertInto('definition')
        .values({ type: 'process', key, title: key, source })
        .onConflict((conflict) => conflict.columns(['tenant', 'type', 'key']).doUpdateSet({ source }))
        .execute();
      return publishDefinition(trx, { type: 'process', key, by: null, comment: 'test', steps: stepDescriptions });
    });
  const begunBy = (process: string) =>
    drawn.inTenant((trx) =>
      trx.selectFrom('request').select(['id', 'channel', 'status', 'subject']).where('process', '=', process).orderBy('number').execute(),
    );

  it('begins one by a message with what it brings, and no second one with its key while that lives', async () => {
    expect((await draw('by-message', model('by-message'))).ok).toBe(true);
    const key = freshKey();
    const [begun] = (await publish({ key, variables: { text: 'hi' } })).events;
    const request = begun?.request ?? '';
    await drawn.advanceAll(request);
    expect(await tokens(request)).toEqual(['a']);
    expect(await drawn.variablesOf(request)).toMatchObject({ text: 'hi', request: { channel: 'process', subject: 'by-message' } });
    expect(await publish({ key, variables: { text: 'again' } })).toMatchObject({ events: [], buffered: true });
    expect((await publish({ key: freshKey() })).events).toHaveLength(1);
    expect((await publish({ key: '' })).events).toHaveLength(1);
    expect((await publish({ key: null })).events).toHaveLength(1);
    await complete(request);
    await drawn.advanceAll(request);
    const next = drawn.delivered.at(-1)?.request ?? '';
    await drawn.advanceAll(next);
    expect([next === request, (await drawn.variablesOf(next)).text]).toEqual([false, 'again']);
  });

  it('begins one when its timer is due, and no second one for the same firing', async () => {
    await draw('by-timer', model('by-timer'));
    const due = async () => (await dueStarts(drawn.db)).filter(({ process }) => process === 'by-timer');
    expect(await due()).toEqual([]);
    const timers = () =>
      drawn.inTenant((trx) =>
        trx
          .selectFrom('process_start')
          .select(['next_at', 'timer'])
          .where('process', '=', 'by-timer')
          .where('element', '=', 't')
          .executeTakeFirstOrThrow(),
      );
    const planned = await timers();
    await draw('by-timer', model('by-timer').replace('name="a"', 'name="other"'));
    expect(await timers()).toEqual(planned);
    const past = new Date(Date.now() - 3.5 * hour).toISOString();
    await drawn.inTenant((trx) =>
      trx
        .updateTable('process_start')
        .set({ next_at: past, timer: JSON.stringify({ ...planned.timer, at: past }) })
        .where('process', '=', 'by-timer')
        .where('element', '=', 't')
        .execute(),
    );
    const [start_] = await due();
    const deps = { db: drawn.db, deliver: (event: { request: string; event: string }) => Promise.resolve(drawn.delivered.push(event)) };
    if (start_) await Promise.all([beginDue(deps, start_), beginDue(deps, start_)]);
    expect([drawn.delivered.length, await due()]).toEqual([1, []]);
    await drawn.advanceAll(drawn.delivered[0]?.request ?? '');
    expect(await begunBy('by-timer')).toMatchObject([{ channel: 'process', status: 'open' }]);
    expect((await timers()).next_at?.getTime()).toBeGreaterThan(Date.now());
  });

  it('begins none any more by a start that is no longer drawn', async () => {
    await draw('once', model('once'));
    await draw('once', bpmn('once', start(), user('a'), end(), path('s a e')));
    expect((await publish({ key: freshKey() })).events.filter(({ request }) => request === 'once')).toEqual([]);
    expect(await drawn.inTenant((trx) => trx.selectFrom('process_start').selectAll().where('process', '=', 'once').execute())).toEqual([]);
  });
});

describe('a message that comes to a request too early', () => {
  const reply = async (request: string) => {
    const { id } = await drawn.inTenant((trx) =>
      trx.insertInto('message').values({ request, type: 'customer', channel: 'mail', text: 'x' }).returning('id').executeTakeFirstOrThrow(),
    );
    await drawn.record(request, { kind: 'customer-replied', payload: { message: id }, key: `reply:${id}` });
    await drawn.advanceAll(request);
  };
  const asking = (first: string) =>
    bpmn('intake', start(), first, element('receiveTask', 'r', '', '', 'messageRef="m_reply"'), user('z'), path('s a r z')).replace(
      'name="reply"',
      'name="customer-replied"',
    );

  it('is kept for the wait to come where nobody works on the request', async () => {
    const request = await begin(asking(element('intermediateCatchEvent', 'a', '', timer('PT10M'))));
    await reply(request);
    drawn.clock.now = new Date(monday.getTime() + 11 * 60_000);
    await drawn.advanceAll(request);
    expect(await tokens(request)).toEqual(['z']);
  });

  it('is seen by whoever has the task, and answers nothing that is asked later', async () => {
    const request = await begin(asking(user('a')));
    await reply(request);
    await complete(request);
    await drawn.advanceAll(request);
    expect(await tokens(request)).toEqual(['r']);
  });
});
