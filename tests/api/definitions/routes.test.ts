import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DefinitionItem, DefinitionVersion, Draft, Finding, Published } from '../../../api/definitions/schema.ts';
import { provision } from '../../../commands/provision/provision.ts';
import { readShipped } from '../../../commands/provision/shipped.ts';
import { json } from '../../../db/client.ts';
import { openShop, type Shop } from '../public/shop.ts';

let shop: Shop;
let dora: { cookie: string };
let emil: { cookie: string };
beforeAll(async () => {
  shop = await openShop();
  const shipped = await readShipped();
  await shop.within((trx) => provision(trx, shipped));
  dora = await shop.signIn({ name: 'Dora Designer', roles: ['designer'] });
  emil = await shop.signIn({ name: 'Emil Entwurf', roles: ['administrator'] });
});
afterAll(() => shop.close());

interface Called<T> {
  status: number;
  etag: string;
  body: T;
}

async function call<T>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  options: { body?: object; as?: { cookie: string }; etag?: string } = {},
): Promise<Called<T>> {
  const answer = await shop.app.inject({
    method,
    url: `/api/${path}`,
    headers: { ...(options.as ?? dora), ...(options.etag ? { 'if-match': options.etag } : {}) },
    ...(options.body ? { payload: options.body } : {}),
  });
  return { status: answer.statusCode, etag: answer.headers['etag'] ?? '', body: answer.json() };
}

const draft = (path: string) => call<Draft>('GET', `definitions/${path}`);
const publish = (path: string, etag: string, comment = '') =>
  call<Published & { findings: Finding[] }>('POST', `definitions/${path}/publish`, { body: { comment }, etag });
const complaintIn4Hours = (source: string) => {
  const rule = /("complaint"[\s\S]*?firstResponseMinutes">\s*<text>)480(<\/text>)/;
  expect(source).toMatch(rule);
  return source.replace(rule, '$1240$2');
};

test('designers and administrators get in, agents do not', async () => {
  const agent = await shop.signIn({ name: 'Anton', roles: ['agent'] });
  expect((await call('GET', 'definitions', { as: agent })).status).toBe(403);
  expect((await call('GET', 'steps', { as: agent })).status).toBe(403);
  expect((await call('GET', 'definitions', { as: emil })).status).toBe(200);
});

test('the list says what is a draft only, what is published and how many requests run', async () => {
  const { body } = await call<{ items: DefinitionItem[] }>('GET', 'definitions');
  expect(body.items.find((item) => item.key === 'service-level')).toMatchObject({
    type: 'decision',
    published: null,
    changed: true,
    running: null,
  });
  expect(body.items.find((item) => item.key === 'complaint' && item.type === 'process')).toMatchObject({ published: null, running: 0 });
});

test('a save needs the version that it began with; else it learns whose changes are newer and loses nothing', async () => {
  const first = await draft('decision/processing-matrix');
  const { source } = first.body;
  const saved = await call<{ version: number }>('PUT', 'definitions/decision/processing-matrix', {
    body: { source: `${source}\n` },
    etag: first.etag,
    as: emil,
  });
  expect(saved.status).toBe(200);
  expect(saved.etag).toBe(`"${first.body.version + 1}"`);
  const late = await call<{ type: string; updatedBy: { name: string } }>('PUT', 'definitions/decision/processing-matrix', {
    body: { source: 'mine' },
    etag: first.etag,
  });
  expect(late.status).toBe(412);
  expect(late.body).toMatchObject({
    type: 'urn:vorgang:problem:draft-changed',
    updatedBy: { name: 'Emil Entwurf' },
    version: first.body.version + 1,
  });
  const blind = await call('PUT', 'definitions/decision/processing-matrix', { body: { source: 'mine' } });
  expect(blind.status).toBe(412);
  expect((await draft('decision/processing-matrix')).body.source).toBe(`${source}\n`);
});

test('a draft with errors is not published', async () => {
  const first = await draft('process/faulty-order');
  const broken = first.body.source.replace(/candidateGroups="=[^"]*"/, 'candidateGroups="=1 +"');
  const saved = await call('PUT', 'definitions/process/faulty-order', { body: { source: broken }, etag: first.etag });
  const refused = await publish('process/faulty-order', saved.etag);
  expect(refused.status).toBe(422);
  expect(refused.body.findings.length).toBeGreaterThan(0);
  await call('PUT', 'definitions/process/faulty-order', { body: { source: first.body.source }, etag: saved.etag });
});

test('publishing makes versions with comment and author; an old one goes back into the draft and is published again', async () => {
  for (const path of [
    'decision/processing-matrix',
    'decision/service-level',
    'form/complaint',
    'form/complaint-approval',
    'form/complaint-decision',
    'form/faulty-order',
  ]) {
    await publish(path, (await draft(path)).etag, 'Erste Fassung');
  }
  for (const path of [
    'process/consultation',
    'process/customer-question',
    'process/standard-request',
    'process/complaint',
    'process/faulty-order',
    'process/intake',
  ]) {
    const outcome = await publish(path, (await draft(path)).etag, 'Erste Fassung');
    expect([path, outcome.status, outcome.body.findings?.filter((one) => one.severity === 'error')]).toEqual([path, 200, []]);
  }
  const before = await draft('decision/service-level');
  expect(before.body).toMatchObject({ changed: false, published: { number: 1 } });
  const changed = complaintIn4Hours(before.body.source);
  const saved = await call<{ changed: boolean }>('PUT', 'definitions/decision/service-level', {
    body: { source: changed },
    etag: before.etag,
  });
  expect(saved.body.changed).toBe(true);
  const outcome = await publish('decision/service-level', saved.etag, 'Beschwerden in 4 Stunden');
  // The table and, with it, the process that names it.
  expect(outcome.body.published.map(({ key, number }) => [key, number])).toEqual([
    ['service-level', 2],
    ['intake', 2],
  ]);
  const versions = await call<{ items: DefinitionVersion[] }>('GET', 'definitions/decision/service-level/versions');
  expect(versions.body.items).toMatchObject([
    { number: 2, comment: 'Beschwerden in 4 Stunden', publishedBy: { name: 'Dora Designer' }, running: null },
    { number: 1, comment: 'Erste Fassung' },
  ]);
  const old = await call<{ source: string }>('GET', 'definitions/decision/service-level/versions/1');
  expect(old.body.source).toBe(before.body.source);
  const restored = await call<{ changed: boolean }>('POST', 'definitions/decision/service-level/versions/1/restore', {
    etag: (await draft('decision/service-level')).etag,
  });
  expect(restored.body.changed).toBe(true);
  expect((await draft('decision/service-level')).body.published).toMatchObject({ number: 2 });
  expect((await publish('decision/service-level', restored.etag)).body.published[0]).toMatchObject({ key: 'service-level', number: 3 });
});

test('a check names the element, the reason and the remedy, for what stands in the editor too', async () => {
  const { body } = await draft('process/complaint');
  const broken = body.source.replace('formId="complaint"', 'formId="no-such-form"');
  const checked = await call<{ findings: Finding[] }>('POST', 'definitions/process/complaint/check', { body: { source: broken } });
  const finding = checked.body.findings.find((one) => one.severity === 'error');
  expect(finding).toMatchObject({ definition: 'complaint', element: 'clarify' });
  expect(finding?.remedy.de).not.toBe('');
  const whole = await call<{ findings: Finding[] }>('POST', 'definitions/process/complaint/check', { body: {} });
  expect(whole.body.findings.filter((one) => one.severity === 'error')).toEqual([]);
});

test('a large model is taken, one of 50 MB is refused before it is read', async () => {
  const { body } = await draft('process/complaint');
  const withComment = (size: number) => ({
    source: body.source.replace('</bpmn:definitions>', `<!--${'"'.repeat(size)}--></bpmn:definitions>`),
  });
  const check = (size: number) => call('POST', 'definitions/process/complaint/check', { body: withComment(size) });
  expect((await check(1_200_000)).status).toBe(200);
  expect((await check(25_000_000)).status).toBe(413);
});

test('running requests are counted at the version whose graph holds their tokens', async () => {
  const graph = await shop.within((trx) =>
    trx
      .selectFrom('definition_version')
      .select(['graph', 'number'])
      .where('type', '=', 'process')
      .where('key', '=', 'intake')
      .where('number', '=', 2)
      .executeTakeFirstOrThrow(),
  );
  const tokens = [{ activation: 'a1', graph: graph.graph, element: 'x', incident: false }];
  await shop.within((trx) =>
    trx
      .insertInto('request')
      .values({ number: 'V-1', subject: 'x', channel: 'mail', position: json({ tokens: [...tokens, { ...tokens[0], activation: 'a2' }] }) })
      .execute(),
  );
  const versions = await call<{ items: DefinitionVersion[] }>('GET', 'definitions/process/intake/versions');
  expect(versions.body.items.find((version) => version.number === graph.number)?.running).toBe(1);
  expect((await draft('process/intake')).body.running).toBe(1);
  expect((await draft('decision/service-level')).body.running).toBe(1);
  expect((await draft('form/faulty-order')).body.running).toBe(0);
});

test('every step type is an element template with its inputs, in the account’s language', async () => {
  const { body } = await call<{ items: { id: string; name: string; properties: { label: string; feel?: string; binding: object }[] }[] }>(
    'GET',
    'steps',
  );
  const archive = body.items.find((template) => template.id === 'vorgang.archive');
  expect(archive).toMatchObject({ name: 'Archivieren' });
  const remind = body.items.find((template) => template.id === 'vorgang.remind');
  expect(remind?.properties).toEqual(
    expect.arrayContaining([expect.objectContaining({ type: 'Dropdown', label: 'whom', binding: { type: 'zeebe:input', name: 'whom' } })]),
  );
});

test('a foreign tenant’s drafts are not there', async () => {
  const other = await openShop();
  const stranger = await other.signIn({ name: 'Fremd', roles: ['designer'] });
  const answer = await other.app.inject({ url: '/api/definitions/decision/service-level', headers: stranger });
  expect(answer.statusCode).toBe(404);
  await other.close();
});
