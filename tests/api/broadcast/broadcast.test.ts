import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant } from '../../../db/client.ts';
import { makeRequest } from '../rows.ts';
import { makeTenant, type Person, person, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let machine: Person;
beforeAll(async () => {
  api = await startTestApi({ temporal: false });
  machine = await person(api, await makeTenant(api), { roles: ['administrator'] });
});
afterAll(() => api.close());

async function waiting(type: 'message' | 'signal', name: string, key = ''): Promise<string> {
  return asTenant(api.db, machine.tenant, async (trx) => {
    const { request } = await makeRequest(trx);
    await trx.insertInto('subscription').values({ request, activation: 'a1', type, name, key }).execute();
    return request;
  });
}
const eventsOf = (request: string) =>
  asTenant(api.db, machine.tenant, (trx) =>
    trx
      .selectFrom('request_event')
      .select(['kind', 'payload', 'actor'])
      .where('request', '=', request)
      .where('kind', '<>', 'request-opened')
      .execute(),
  );

test('a message is saved for every request that waits for it, and says so while Temporal is away', async () => {
  const [one, two] = [await waiting('message', 'paid', '42'), await waiting('message', 'paid', '43')];
  const reply = await machine.call('POST /api/messages', { name: 'paid', key: '42', variables: { amount: 5 } });
  expect([reply.status, reply.body]).toEqual([202, { requests: 1, begun: 0, buffered: false, pending: true }]);
  expect(await eventsOf(one)).toMatchObject([
    {
      kind: 'message-published',
      payload: { name: 'paid', key: '42', variables: { amount: 5 } },
      actor: { type: 'account', id: machine.id },
    },
  ]);
  expect(await eventsOf(two)).toEqual([]);
});

test('a message for which nobody waits is buffered; the same id again is refused meanwhile', async () => {
  const message = { name: 'shipped', key: '7', timeToLive: 'P2D', messageId: 'm1' };
  expect((await machine.call('POST /api/messages', message)).body).toMatchObject({ requests: 0, buffered: true });
  const again = await machine.call('POST /api/messages', message);
  expect([again.status, again.body]).toMatchObject([409, { type: 'urn:vorgang:problem:message-buffered' }]);
  expect((await machine.call('POST /api/messages', { ...message, messageId: 'm2', timeToLive: 'PT0S' })).body).toMatchObject({
    buffered: false,
  });
});

test('what is too large or lives too long is refused at once', async () => {
  const send = (more: object) => machine.call('POST /api/messages', { name: 'paid', key: '1', ...more });
  expect(await send({ variables: { text: 'x'.repeat(300_000) } })).toMatchObject({ status: 422 });
  for (const timeToLive of ['P1Y', 'P91D', '-PT1H', 'soon']) expect(await send({ timeToLive }), timeToLive).toMatchObject({ status: 400 });
});

test('a signal is saved for every request that waits for it', async () => {
  const requests = [await waiting('signal', 'stocktaking'), await waiting('signal', 'stocktaking')];
  const reply = await machine.call('POST /api/signals', { name: 'stocktaking', variables: { until: 'noon' } });
  expect(reply.body).toEqual({ requests: 2, begun: 0, pending: true });
  for (const request of requests) {
    expect(await eventsOf(request)).toMatchObject([
      { kind: 'signal-broadcast', payload: { name: 'stocktaking', variables: { until: 'noon' } } },
    ]);
  }
});
