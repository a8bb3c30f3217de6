import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteBounce } from '../../../db/address-health.ts';
import { asTenant } from '../../../db/client.ts';
import { makeRequest } from '../rows.ts';
import { makeTenant, type Person, person, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let tenant: string;
let root: Person;
let nora: Person;
beforeAll(async () => {
  api = await startTestApi();
  tenant = await makeTenant(api);
  root = await person(api, tenant, { roles: ['administrator'] });
  nora = await person(api, tenant);
});
afterAll(() => api.close());

test('an administrator stops all automatic mail, sees it and lifts it; the rules have defaults', async () => {
  expect((await root.call('GET /api/mail-policy')).body).toEqual({ replyDays: 180, mostAutomatic: 10_000, stopped: null });
  expect((await root.call('POST /api/mail-policy/stop')).body).toMatchObject({ stopped: { reason: 'by-hand', by: root.id } });
  await root.call('PUT /api/mail-policy', { replyDays: 30, mostAutomatic: 500 });
  expect((await root.call('GET /api/mail-policy')).body).toMatchObject({
    replyDays: 30,
    mostAutomatic: 500,
    stopped: { reason: 'by-hand' },
  });
  expect((await root.call('POST /api/mail-policy/resume')).body).toMatchObject({ replyDays: 30, stopped: null });
  expect((await nora.call('POST /api/mail-policy/stop')).status).toBe(403);
});

test('senders are blocked and known by address or domain, each once', async () => {
  const blocked = await root.call('POST /api/blocked-senders', { pattern: ' *@Pest.example', reason: 'Werbung' });
  expect(blocked).toMatchObject({ status: 200, body: { pattern: 'pest.example', reason: 'Werbung' } });
  expect((await root.call('POST /api/blocked-senders', { pattern: 'pest.example', reason: '' })).status).toBe(409);
  expect((await root.call('POST /api/blocked-senders', { pattern: 'nonsense', reason: '' })).status).toBe(422);
  expect((await root.call(`DELETE /api/blocked-senders/${(blocked.body as { id: string }).id}`)).status).toBe(200);
  expect((await root.call('GET /api/blocked-senders')).body).toEqual({ items: [] });

  await asTenant(api.db, tenant, (trx) =>
    trx.insertInto('kind').values({ key: 'external', title_de: 'Extern', title_en: 'External' }).execute(),
  );
  const known = { pattern: 'presse@verlag.example', relation: 'press', kind: 'external', note: '' };
  expect(await root.call('POST /api/known-senders', known)).toMatchObject({ status: 200, body: known });
  expect((await root.call('POST /api/known-senders', { ...known, pattern: 'a@b.example', kind: 'nothing' })).status).toBe(400);
});

test('whoever answers is told that the address is dead, and may say that it is not', async () => {
  const address = 'gone@kunden.example';
  const { request } = await asTenant(api.db, tenant, (trx) => makeRequest(trx, { address }));
  await asTenant(api.db, tenant, (trx) => noteBounce(trx, { address, hard: true, isProven: true, status: '5.1.1', diagnostic: null }));
  const dead = async () => ((await nora.call(`GET /api/requests/${request}`)).body as { deadAddresses: unknown[] }).deadAddresses;
  expect(await dead()).toMatchObject([{ address, status: '5.1.1' }]);
  expect((await nora.call('POST /api/dead-addresses/clear', { address: 'GONE@kunden.example' })).status).toBe(200);
  expect(await dead()).toEqual([]);
});
