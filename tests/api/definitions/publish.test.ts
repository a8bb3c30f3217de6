import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { stepDescriptions as steps } from '../../../activities/steps/index.ts';
import { checkDefinition, publishAll, publishDefinition } from '../../../api/definitions/publish.ts';
import { provision } from '../../../commands/provision/provision.ts';
import { readShipped } from '../../../commands/provision/shipped.ts';
import { asTenant, connect, type Db, type Trx } from '../../../db/client.ts';
import {
  createDefinition,
  listDefinitions,
  publishedGraph,
  readDefinition,
  saveDraft,
  sourceOfGraph,
  versionsOf,
} from '../../../db/definitions.ts';
import { loadGraph } from '../../../db/graphs.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';

let database: TestDatabase;
let owner: Db;
let db: Db;
let tenant: string;
const publisher = { by: null, comment: null, steps };

beforeAll(async () => {
  database = await createTestDatabase();
  owner = connect(database.url, 1);
  db = connect(database.appUrl, 2);
});
afterAll(async () => {
  await Promise.all([owner.destroy(), db.destroy()]);
  await database.drop();
});
beforeEach(async () => {
  const slug = `t${Math.random()}`;
  tenant = (await owner.insertInto('tenant').values({ slug, name: slug }).returning('id').executeTakeFirstOrThrow()).id;
  const shipped = await readShipped();
  await as((trx) => provision(trx, shipped));
});

const as = <T>(work: (trx: Trx) => Promise<T>) => asTenant(db, tenant, work);

async function edit(type: 'process' | 'decision' | 'form', key: string, change: (source: string) => string) {
  await as(async (trx) => {
    const draft = await readDefinition(trx, type, key);
    if (!draft) throw new Error('no draft');
    const saved = await saveDraft(trx, {
      type,
      key,
      title: draft.title,
      source: change(draft.source),
      expectedVersion: draft.version,
      by: null,
    });
    expect(saved.saved).toBe(true);
  });
}

const fourHours = (source: string) => source.replace('<text>480</text>', '<text>240</text>');

test('everything shipped is published at once, called processes first', async () => {
  const outcome = await as((trx) => publishAll(trx, publisher));
  expect(outcome.findings).toEqual([]);
  expect(outcome.ok).toBe(true);
  const processes = outcome.published.filter((one) => one.type === 'process').map((one) => one.key);
  expect(processes).toHaveLength(6);
  expect(processes.indexOf('consultation')).toBeLessThan(processes.indexOf('standard-request'));
  const graph = await as(async (trx) => loadGraph(trx, (await publishedGraph(trx, 'intake')) ?? ''));
  expect(Object.keys(graph.decisions).toSorted()).toEqual(['processing-matrix', 'service-level']);
});

test('publishing the same again makes no new version', async () => {
  await as((trx) => publishAll(trx, publisher));
  const again = await as((trx) => publishAll(trx, publisher));
  expect(again).toMatchObject({ ok: true, published: [] });
  await as(async (trx) => {
    expect(await versionsOf(trx, 'process', 'complaint')).toHaveLength(1);
    expect((await listDefinitions(trx)).every((one) => !one.changed && one.published?.number === 1)).toBe(true);
  });
});

test('a changed table publishes the processes that name it, and no others; the old graph stays', async () => {
  await as((trx) => publishAll(trx, publisher));
  const before = await as((trx) => publishedGraph(trx, 'intake'));
  await edit('decision', 'service-level', fourHours);
  const outcome = await as((trx) => publishDefinition(trx, { type: 'decision', key: 'service-level', ...publisher }));
  expect(outcome.published.map(({ type, key, number }) => `${type} ${key} ${number}`)).toEqual([
    'decision service-level 2',
    'process intake 2',
  ]);
  await as(async (trx) => {
    expect(await publishedGraph(trx, 'intake')).not.toBe(before);
    const old = await loadGraph(trx, before ?? '');
    expect(JSON.stringify(old.decisions['service-level'])).toContain('480');
    expect(await sourceOfGraph(trx, before ?? '')).toMatchObject({ process: 'intake', number: 1 });
  });
});

test('a changed form publishes its process', async () => {
  await as((trx) => publishAll(trx, publisher));
  await edit('form', 'faulty-order', (source) => source.replace('Bemerkung', 'Anmerkung'));
  const outcome = await as((trx) => publishDefinition(trx, { type: 'form', key: 'faulty-order', ...publisher }));
  expect(outcome.published.map((one) => one.key)).toEqual(['faulty-order', 'faulty-order']);
});

test('a changed process publishes its callers from their published sources, not from drafts', async () => {
  await as((trx) => publishAll(trx, publisher));
  await edit('process', 'complaint', (source) => source.replace('Beschwerde zu bearbeiten', 'Entwurf einer anderen'));
  await edit('process', 'consultation', (source) =>
    source.replace('=date and time(consultation.remindAt)', '=date and time(consultation.dueAt) - duration("PT1H")'),
  );
  const outcome = await as((trx) => publishDefinition(trx, { type: 'process', key: 'consultation', ...publisher }));
  expect(outcome.published.map((one) => one.key).toSorted()).toEqual(['complaint', 'consultation', 'faulty-order', 'standard-request']);
  await as(async (trx) => {
    const complaint = await sourceOfGraph(trx, (await publishedGraph(trx, 'complaint')) ?? '');
    expect(complaint?.source).toContain('Beschwerde zu bearbeiten');
    expect(await readDefinition(trx, 'process', 'complaint')).toMatchObject({ changed: true });
  });
});

test('moving a shape makes a new version of the diagram on the same graph', async () => {
  await as((trx) => publishAll(trx, publisher));
  await edit('process', 'intake', (source) => source.replace('<dc:Bounds x="152"', '<dc:Bounds x="140"'));
  const outcome = await as((trx) => publishDefinition(trx, { type: 'process', key: 'intake', ...publisher }));
  expect(outcome.published).toMatchObject([{ key: 'intake', number: 2 }]);
  const [second, first] = await as((trx) => versionsOf(trx, 'process', 'intake'));
  expect(second?.graph).toBe(first?.graph);
});

test('an error names its element and nothing is published', async () => {
  await edit('process', 'intake', (source) => source.replace('type="classify"', 'type="guess"'));
  const outcome = await as((trx) => publishAll(trx, publisher));
  expect(outcome).toMatchObject({ ok: false, published: [] });
  expect(outcome.findings).toMatchObject([{ severity: 'error', definition: 'intake', element: 'classify' }]);
  expect(await as((trx) => listDefinitions(trx))).toSatisfy((list: { published: unknown }[]) =>
    list.every((one) => one.published === null),
  );
});

test('taking a decision away from a table that a process names is refused', async () => {
  await as((trx) => publishAll(trx, publisher));
  await edit('decision', 'service-level', (source) =>
    source.replaceAll('"service-level"', '"service-levels"').replaceAll('#service-level"', '#service-levels"'),
  );
  const outcome = await as((trx) => publishDefinition(trx, { type: 'decision', key: 'service-level', ...publisher }));
  expect(outcome.ok).toBe(false);
  expect(outcome.findings).toMatchObject([{ definition: 'intake', element: 'find-service-level' }]);
});

test('processes that call each other in a circle are refused', async () => {
  const calling = (id: string, called: string) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d-${id}" targetNamespace="x">
  <bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="c" />
    <bpmn:callActivity id="c"><bpmn:extensionElements><zeebe:calledElement processId="${called}" /></bpmn:extensionElements></bpmn:callActivity>
  </bpmn:process>
</bpmn:definitions>`;
  await as(async (trx) => {
    await createDefinition(trx, { type: 'process', key: 'one', title: 'one', source: calling('one', 'two'), by: null });
    await createDefinition(trx, { type: 'process', key: 'two', title: 'two', source: calling('two', 'one'), by: null });
  });
  const outcome = await as((trx) => publishAll(trx, publisher));
  expect(outcome.ok).toBe(false);
  expect(outcome.findings.filter(({ severity }) => severity === 'error')).toMatchObject([{ code: 'call-circle' }]);
});

test('the check looks at what stands in the editor and writes nothing', async () => {
  await as((trx) => publishAll(trx, publisher));
  const broken = await as(async (trx) => {
    const draft = await readDefinition(trx, 'form', 'complaint');
    return checkDefinition(trx, {
      type: 'form',
      key: 'complaint',
      source: (draft?.source ?? '').replace('"key": "amount"', '"key": "remedy"'),
      steps,
    });
  });
  expect(broken).toMatchObject([{ code: 'form-duplicate-key', definition: 'complaint' }]);
  expect(await as((trx) => versionsOf(trx, 'form', 'complaint'))).toHaveLength(1);
});

test('a draft that somebody else saved meanwhile is not overwritten', async () => {
  const draft = { type: 'process' as const, key: 'intake', title: 'x', source: '<x/>', by: null };
  await as(async (trx) => {
    expect(await saveDraft(trx, { ...draft, expectedVersion: 1 })).toEqual({ saved: true, version: 2 });
    expect(await saveDraft(trx, { ...draft, expectedVersion: 1 })).toEqual({ saved: false, reason: 'changed' });
    expect(await saveDraft(trx, { ...draft, key: 'none', expectedVersion: 1 })).toEqual({ saved: false, reason: 'missing' });
  });
});

test('provisioning again leaves what the tenant changed', async () => {
  await edit('decision', 'service-level', fourHours);
  const shipped = await readShipped();
  await as((trx) => provision(trx, shipped));
  const counts = await as(async (trx) => ({
    draft: await readDefinition(trx, 'decision', 'service-level'),
    rules: await trx.selectFrom('kind_rule').select('id').execute(),
  }));
  expect(counts.draft?.version).toBe(2);
  expect(counts.rules).toHaveLength(Object.values(shipped.kinds).flatMap((kind) => kind.rules).length);
});
