import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, makeTenant, password, person, signIn, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let tenant: string;
beforeAll(async () => {
  api = await startTestApi();
  tenant = await makeTenant(api);
});
afterAll(() => api.close());

const from = (remoteAddress: string, email: string, tried: string) =>
  api.app.inject({ method: 'POST', url: '/api/session', payload: { email, password: tried }, remoteAddress });

test('signing in gives an HttpOnly cookie, and the session tells who it is', async () => {
  const nora = await person(api, tenant, { roles: ['agent', 'lead'], capacity: 3 });
  const response = await from('203.0.113.1', nora.email.toUpperCase(), password);
  expect(response.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  const { status, body } = await nora.call('GET /api/session');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    account: { id: nora.id, name: 'Nora' },
    roles: ['agent', 'lead'],
    capacity: 3,
    load: 0,
    demo: false,
    presence: 'offline',
  });
});

test('only the hash of a token is stored', async () => {
  const nora = await person(api, tenant);
  const token = nora.cookie.split('=')[1]!;
  const rows = await api.owner.selectFrom('session').select('token_hash').where('account', '=', nora.id).execute();
  expect(rows).toHaveLength(1);
  expect(rows[0]!.token_hash.toString('base64url')).not.toBe(token);
  expect(rows[0]!.token_hash).toHaveLength(32);
});

test('an unknown address and a wrong password are told alike, and take about the same time', async () => {
  const nora = await person(api, tenant);
  const timed = async (email: string) => {
    const started = performance.now();
    const response = await from('203.0.113.2', email, 'wrong password');
    return { status: response.statusCode, body: { ...response.json<object>(), instance: '' }, ms: performance.now() - started };
  };
  // The quickest of three: one alone measures how busy the machine is.
  const wrong = [await timed(nora.email), await timed(nora.email), await timed(nora.email)];
  const unknown = [await timed('nobody@desk.example'), await timed('no.one@desk.example'), await timed('none@desk.example')];
  expect([...wrong, ...unknown].map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
  expect(unknown[0]!.body).toEqual(wrong[0]!.body);
  const quickest = (tries: { ms: number }[]) => Math.min(...tries.map(({ ms }) => ms));
  expect(quickest(unknown)).toBeGreaterThan(quickest(wrong) / 4);
});

test('after ten attempts on one address nobody gets in, from wherever they come', async () => {
  const nora = await person(api, tenant);
  for (let attempt = 0; attempt < 9; attempt++) await from(`203.0.114.${attempt}`, nora.email, 'wrong password');
  const response = await from('203.0.115.1', nora.email, password);
  expect(response.statusCode).toBe(429);
  expect(response.json()).toMatchObject({ type: 'urn:vorgang:problem:too-many-requests' });
});

test('signing out ends the session on the server', async () => {
  const nora = await person(api, tenant);
  expect((await nora.call('DELETE /api/session')).status).toBe(200);
  expect((await nora.call('GET /api/session')).status).toBe(401);
});

test('an expired session and a switched-off account get nothing', async () => {
  const [nora, ole] = [await person(api, tenant), await person(api, tenant)];
  await api.owner
    .updateTable('session')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('account', '=', nora.id)
    .execute();
  await api.owner.updateTable('account').set({ active: false }).where('id', '=', ole.id).execute();
  expect((await nora.call('GET /api/session')).status).toBe(401);
  expect((await ole.call('GET /api/session')).status).toBe(401);
});

test('use prolongs a session, but never beyond seven days', async () => {
  const nora = await person(api, tenant);
  const old = new Date(Date.now() - 6.9 * 24 * 3600_000);
  const row = { seen_at: new Date(Date.now() - 3600_000), expires_at: new Date(Date.now() + 60_000) };
  await api.owner
    .updateTable('session')
    .set({ ...row, created_at: old } as never)
    .where('account', '=', nora.id)
    .execute();
  expect((await nora.call('GET /api/session')).status).toBe(200);
  const { expires_at: expires } = await api.owner
    .selectFrom('session')
    .select('expires_at')
    .where('account', '=', nora.id)
    .executeTakeFirstOrThrow();
  expect(expires.getTime()).toBeGreaterThan(Date.now() + 3600_000);
  expect(expires.getTime()).toBeLessThanOrEqual(old.getTime() + 7 * 24 * 3600_000);
});

test('a new password ends all other sessions', async () => {
  const nora = await person(api, tenant);
  const elsewhere = await signIn(api, nora);
  expect((await nora.call('PUT /api/session/password', { current: 'wrong password', password: 'a new long password' })).status).toBe(422);
  expect((await nora.call('PUT /api/session/password', { current: password, password: 'a new long password' })).status).toBe(200);
  expect((await nora.call('GET /api/session')).status).toBe(200);
  expect((await elsewhere.call('GET /api/session')).status).toBe(401);
});

test('a state-changing call from another site is refused', async () => {
  const nora = await person(api, tenant);
  const change = (headers: Record<string, string>) => nora.call('PATCH /api/session', { language: 'en' }, headers);
  expect(await change({ 'sec-fetch-site': 'cross-site' })).toMatchObject({
    status: 403,
    body: { type: 'urn:vorgang:problem:foreign-origin' },
  });
  expect(await change({ origin: 'https://evil.example' })).toMatchObject({ status: 403 });
  expect(await change({ origin: 'null' })).toMatchObject({ status: 403 });
  expect(await change({ origin: 'http://desk.example' })).toMatchObject({ status: 200 });
  expect(await change({ 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 200 });
});

test('problems speak the account language, else the browser language', async () => {
  const nora = await person(api, tenant);
  const signedOut = await call(api, 'GET /api/session', undefined, { 'accept-language': 'en-GB,en;q=0.9' });
  expect(signedOut.body).toMatchObject({ title: 'Please sign in.' });
  expect((await nora.call('GET /api/board')).body).toMatchObject({ title: 'Dafür fehlt Ihnen die Berechtigung.' });
  await nora.call('PATCH /api/session', { language: 'en' });
  expect((await nora.call('GET /api/board')).body).toMatchObject({ title: 'You are not allowed to do this.' });
});
