import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, makeTenant, password, person, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let tenant: string;
beforeAll(async () => {
  api = await startTestApi();
  tenant = await makeTenant(api.url);
});
afterAll(() => api.close());

test('signing in gives an HttpOnly cookie, and the session tells who it is', async () => {
  const nora = await person(api, tenant, { roles: ['agent', 'lead'], capacity: 3 });
  const response = await api.app.inject({ method: 'POST', url: '/api/session', payload: { email: nora.email.toUpperCase(), password } });
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
  const { rows } = await (
    await import('pg')
  ).default.Pool.prototype.query.call(
    new (await import('pg')).default.Pool({ connectionString: api.url, max: 1 }),
    'select token_hash::text from session',
  );
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('an unknown address and a wrong password are told alike', async () => {
  const nora = await person(api, tenant);
  const wrong = await call(api, 'POST /api/session', { email: nora.email, password: 'wrong password' });
  const unknown = await call(api, 'POST /api/session', { email: 'nobody@desk.example', password: 'wrong password' });
  expect(wrong.status).toBe(401);
  expect(unknown.status).toBe(401);
  expect({ ...(wrong.body as object), instance: '' }).toEqual({ ...(unknown.body as object), instance: '' });
});
