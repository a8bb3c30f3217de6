import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startApi } from '../../api/server.ts';
import { call, makeTenant, metricsToken, person, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let tenant: string;
const webFolder = mkdtempSync(path.join(tmpdir(), 'vorgang-web-'));
beforeAll(async () => {
  mkdirSync(path.join(webFolder, 'assets'));
  writeFileSync(path.join(webFolder, 'index.html'), '<!doctype html><title>desk</title>');
  writeFileSync(path.join(webFolder, 'favicon.svg'), '<svg/>');
  writeFileSync(path.join(webFolder, 'assets', 'app-1a2b3c.js'), 'export {}');
  api = await startTestApi({ webFolder });
  tenant = await makeTenant(api);
});
afterAll(async () => {
  await api.close();
  rmSync(webFolder, { recursive: true });
});

test('pages of the app come from one index that is never cached, its hashed files are cached for good', async () => {
  for (const page of ['/', '/requests/1234', '/board']) {
    const { status, headers, body } = await call(api, `GET ${page}`);
    expect({ status, body, cache: headers['cache-control'] }).toMatchObject({
      status: 200,
      body: expect.stringContaining('desk') as string,
      cache: 'no-cache',
    });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  }
  expect((await call(api, 'GET /assets/app-1a2b3c.js')).headers['cache-control']).toContain('immutable');
  expect((await call(api, 'GET /favicon.svg')).headers['content-type']).toContain('svg');
  for (const missing of ['/assets/gone-1.js', '/api/nothing', '/assets/../../package.json'])
    expect((await call(api, `GET ${missing}`)).status).toBe(404);
  expect((await call(api, 'GET /api/nothing')).body).toMatchObject({ type: 'urn:vorgang:problem:not-found' });
});

test('ready names what is missing; live needs nothing', async () => {
  expect(await call(api, 'GET /health/ready')).toMatchObject({ status: 200, body: { status: 'ok', database: 'ok', temporal: 'ok' } });
  const alone = await startTestApi({ beside: api, temporal: false });
  expect((await call(alone, 'GET /health/live')).status).toBe(200);
  expect(await call(alone, 'GET /health/ready')).toMatchObject({
    status: 503,
    body: { status: 'not-ready', database: 'ok', temporal: 'down' },
  });
  await alone.close();
});

test('a failure shows no cause to people and no personal data to the log', async () => {
  const nora = await person(api, tenant);
  const broken = await startTestApi({ beside: api });
  await call(broken, 'GET /health/ready');
  await broken.db.destroy();
  const { status, body } = await call(broken, 'POST /api/session', { email: nora.email, password: 'never in a log' });
  expect(status).toBe(500);
  expect(Object.keys(body).toSorted()).toEqual(['instance', 'status', 'title', 'type']);
  const log = broken.log.join('');
  expect(log).toContain((body as { instance: string }).instance);
  expect(log).toContain('"frames"');
  for (const personal of [nora.email, 'never in a log', '127.0.0.1']) expect(log).not.toContain(personal);
  await broken.app.close();
});

test('calls are logged and measured by their pattern: no ids, no queries', async () => {
  const nora = await person(api, tenant);
  const id = crypto.randomUUID();
  await nora.call(`GET /api/requests/${id}`);
  await nora.call('GET /api/requests?search=Erika');
  const { body } = await call(api, 'GET /metrics', undefined, { authorization: `Bearer ${metricsToken}` });
  expect(body).toContain('route="/api/requests/:id",status="404"');
  for (const text of [api.log.join(''), body as string]) {
    expect(text).not.toContain(id);
    expect(text).not.toContain('Erika');
  }
});

test('metrics are for whoever has the token; to all others there is no such page', async () => {
  for (const authorization of ['Bearer wrong', metricsToken, ''])
    expect((await call(api, 'GET /metrics', undefined, { authorization })).status).toBe(404);
  expect((await call(api, 'GET /metrics')).status).toBe(404);
});

test('every JSON route stands in the OpenAPI document, with what it answers', async () => {
  const { body } = await call(api, 'GET /api/openapi.json');
  const { openapi, paths } = body as { openapi: string; paths: Record<string, Record<string, { summary?: string; responses?: object }>> };
  expect(openapi).toBe('3.1.0');
  for (const { method, url, access } of api.app.declaredRoutes.filter(
    (route) => route.url.startsWith('/api/') && route.access !== 'public' && route.method !== 'HEAD',
  )) {
    const documented = paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    expect(documented?.summary, `${method} ${url} (${String(access)})`).toBeTruthy();
  }
});

test('wrong input is refused with its place, in problem+json', async () => {
  const nora = await person(api, tenant);
  const { status, headers, body } = await nora.call('GET /api/tasks?view=everything');
  expect(status).toBe(400);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body).toMatchObject({ type: 'urn:vorgang:problem:bad-request', in: 'querystring', invalid: [{ path: '/view' }] });
  expect((await nora.call(`POST /api/requests/${crypto.randomUUID()}/notes`, { text: 'ohne Schlüssel' })).body).toMatchObject({
    in: 'headers',
  });
});

test('the API starts as a process of its own without Temporal, and stops', async () => {
  const running = await startApi({
    databaseUrl: api.appUrl,
    temporal: { address: '127.0.0.1:1', namespace: inject('temporalNamespace') },
    appUrl: 'http://desk.example',
    host: '127.0.0.1',
    port: 0,
    workerPort: 0,
    secretKey: 'k'.repeat(32),
    logLevel: 'silent',
    smtpPatience: 300,
    demoMail: null,
    workflowBundle: null,
  });
  expect((await fetch(`${running.address}/health/live`)).status).toBe(200);
  await running.stop();
  await expect(fetch(`${running.address}/health/live`)).rejects.toThrow('fetch failed');
});
