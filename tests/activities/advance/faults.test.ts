import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smtpLimits } from '../../../activities/mail/smtp-limits.ts';
import { runJob } from '../../../activities/jobs/run-job.ts';
import { jobStep, StepError, transactionStep } from '../../../activities/steps/step.ts';
import { endExpiredClaim, claimJob } from '../../../db/jobs.ts';
import { bpmn, boundary, end, error, mapping, path, script, service, start, user } from '../../domain/process/model.ts';
import { addStep, createDrawn, type Drawn, monday } from './drawn-process.ts';

let drawn: Drawn;
/** What the test's steps do next. */
let mood: 'well' | 'broken' | 'gone';
let runs: number;

const Empty = Type.Object({});
addStep(
  transactionStep({
    id: 'test-moody',
    title: { de: 'Launisch', en: 'Moody' },
    input: Empty,
    output: Empty,
    errors: ['gone'],
    async run(work) {
      runs += 1;
      await work.trx.insertInto('promise').values({ request: work.request.id, due_at: monday, told_by: mood }).execute();
      work.patch({ topic: mood });
      if (mood === 'gone') throw new StepError('gone', 'It is gone.');
      if (mood === 'broken') throw new Error('It is broken.');
      return { mood };
    },
  }),
);
for (const idempotent of [true, false]) {
  addStep(
    jobStep({
      id: idempotent ? 'test-again' : 'test-once',
      title: { de: 'Auftrag', en: 'Job' },
      input: Empty,
      output: Empty,
      idempotent,
      run: () => {
        runs += 1;
        return mood === 'well' ? Promise.resolve({ mood }) : Promise.reject(new Error('Not today.'));
      },
    }),
  );
}

beforeAll(async () => {
  drawn = await createDrawn();
});
beforeEach(() => {
  mood = 'well';
  runs = 0;
  drawn.clock.now = monday;
});
afterAll(() => drawn.end());

const incidentsOf = (request: string) =>
  drawn.inTenant((trx) =>
    trx
      .selectFrom('incident')
      .select(['id', 'code', 'element', 'message', 'closed_at'])
      .where('request', '=', request)
      .orderBy('created_at')
      .execute(),
  );
const openIncident = async (request: string) => (await incidentsOf(request)).find((one) => one.closed_at === null);
const promisesOf = (request: string) =>
  drawn.inTenant((trx) => trx.selectFrom('promise').select('told_by').where('request', '=', request).execute());
const jobsOf = (request: string) =>
  drawn.inTenant((trx) =>
    trx.selectFrom('job').select(['id', 'state', 'attempt', 'error']).where('request', '=', request).orderBy('created_at').execute(),
  );

async function retry(request: string, variables?: Record<string, number | boolean>): Promise<void> {
  const incident = await openIncident(request);
  const payload = { incident: incident?.id ?? '', ...(variables ? { variables } : {}) };
  await drawn.record(request, { kind: 'incident-retried', payload, key: `retry:${incident?.id}` });
  await drawn.advanceAll(request);
}

async function begin(model: string): Promise<string> {
  await drawn.draw(model);
  const request = await drawn.open();
  await drawn.advanceAll(request);
  return request;
}

describe('a step that fails', () => {
  const model = () =>
    bpmn(
      'intake',
      start(),
      service('do', 'test-moody'),
      boundary('caught', 'do', error('gone')),
      user('work'),
      user('sorry'),
      end(),
      end('e2'),
      path('s do work e'),
      path('caught sorry e2'),
    );

  it('is an incident with nothing of it left, and goes on when it is tried again', async () => {
    mood = 'broken';
    const request = await begin(model());
    expect(await openIncident(request)).toMatchObject({ code: 'STEP_FAILED', element: 'do', message: 'It is broken.' });
    expect(await promisesOf(request)).toEqual([]);
    const row = await drawn.inTenant((trx) =>
      trx.selectFrom('request').select(['topic', 'status']).where('id', '=', request).executeTakeFirstOrThrow(),
    );
    expect(row).toEqual({ topic: null, status: 'open' });

    await retry(request);
    expect(await incidentsOf(request)).toHaveLength(2);
    mood = 'well';
    await retry(request);
    expect(await openIncident(request)).toBeUndefined();
    expect(await drawn.positionOf(request)).toMatchObject({ tasks: [{ element: 'work' }] });
    expect(await promisesOf(request)).toEqual([{ told_by: 'well' }]);
    // A failing step runs twice: first without a savepoint, then with one.
    expect(runs).toBe(5);
  });

  it('takes the way of its error boundary event where it is a business error', async () => {
    mood = 'gone';
    const request = await begin(model());
    expect(await incidentsOf(request)).toEqual([]);
    expect(await drawn.positionOf(request)).toMatchObject({ tasks: [{ element: 'sorry' }] });
    expect(await promisesOf(request)).toEqual([]);
  });
});

describe('a job', () => {
  const model = (step: string) =>
    bpmn(
      'intake',
      start(),
      service('do', step).replace(`type="${step}"`, `type="${step}" retries="2"`),
      user('work'),
      end(),
      path('s do work e'),
    );
  const run = (job: string) => runJob({ ...drawn.deps(), demoMail: null, smtpLimits: smtpLimits() }, { tenant: drawn.tenant, job });

  it('is an incident when its tries are used up, and a new job when it is tried again', async () => {
    mood = 'broken';
    const request = await begin(model('test-again'));
    const [job] = await jobsOf(request);
    await expect(run(job?.id ?? '')).rejects.toMatchObject({ type: 'job-retry' });
    expect(await jobsOf(request)).toMatchObject([{ state: 'ready', attempt: 1, error: 'Not today.' }]);
    expect(await run(job?.id ?? '')).toMatchObject({ state: 'failed' });
    await drawn.advanceAll(request);
    expect(await openIncident(request)).toMatchObject({ code: 'JOB_NO_RETRIES', message: 'Not today.' });

    mood = 'well';
    await retry(request);
    const [, again] = await jobsOf(request);
    expect(again).toMatchObject({ state: 'ready', attempt: 0 });
    const outcome = await run(again?.id ?? '');
    expect(outcome).toMatchObject({ state: 'done' });
    expect(await run(again?.id ?? '')).toMatchObject({ state: 'gone', event: null });
    await drawn.advanceAll(request);
    expect(await drawn.positionOf(request)).toMatchObject({ tasks: [{ element: 'work' }], incidents: [] });
    expect(runs).toBe(3);
  });

  it('that may not run twice is shown as unknown when its worker is lost, and never runs by itself again', async () => {
    const request = await begin(model('test-once'));
    const [job] = await jobsOf(request);
    const id = job?.id ?? '';
    await drawn.inTenant((trx) => claimJob(trx, id));
    expect(await run(id)).toMatchObject({ state: 'gone', event: null });
    expect(await drawn.inTenant((trx) => endExpiredClaim(trx, id))).toBeNull();
    await drawn.inTenant((trx) =>
      trx
        .updateTable('job')
        .set({ lease_until: new Date(0) })
        .where('id', '=', id)
        .execute(),
    );
    expect(await drawn.inTenant((trx) => endExpiredClaim(trx, id))).not.toBeNull();
    await drawn.advanceAll(request);
    expect(await openIncident(request)).toMatchObject({ code: 'JOB_UNKNOWN', element: 'do' });
    expect(runs).toBe(0);
  });

  it('that may run twice is ready again when its worker is lost', async () => {
    const request = await begin(model('test-again'));
    const id = (await jobsOf(request))[0]?.id ?? '';
    await drawn.inTenant((trx) => claimJob(trx, id));
    await drawn.inTenant((trx) =>
      trx
        .updateTable('job')
        .set({ lease_until: new Date(0) })
        .where('id', '=', id)
        .execute(),
    );
    await drawn.inTenant((trx) => endExpiredClaim(trx, id));
    expect((await drawn.advance(request)).jobs).toMatchObject([{ id }]);
  });
});

describe('a mail that no server takes', () => {
  it('is shown as rejected when it was tried for two days, and its task comes up', async () => {
    const model = bpmn(
      'intake',
      start(),
      service('write', 'send-mail', mapping({ answer: '="closing"' })),
      user('work'),
      end(),
      path('s write work e'),
    );
    const request = await begin(model);
    const [job] = await jobsOf(request);
    await drawn.inTenant(async (trx) => {
      await trx
        .updateTable('outbox')
        .set({ first_try_at: new Date(Date.now() - 49 * 3_600_000) })
        .where('request', '=', request)
        .execute();
      await trx.updateTable('task').set({ unread: false }).where('request', '=', request).execute();
    });
    expect(
      await runJob({ ...drawn.deps(), demoMail: null, smtpLimits: smtpLimits() }, { tenant: drawn.tenant, job: job?.id ?? '' }),
    ).toMatchObject({
      state: 'done',
      event: expect.any(String) as string,
    });
    await drawn.advanceAll(request);
    const [mail] = await drawn.inTenant((trx) =>
      trx.selectFrom('outbox').select(['state', 'error']).where('request', '=', request).execute(),
    );
    expect(mail).toEqual({ state: 'rejected', error: expect.stringContaining('ECONNREFUSED') as string });
    const [task] = await drawn.inTenant((trx) => trx.selectFrom('task').select('unread').where('request', '=', request).execute());
    expect(task).toEqual({ unread: true });
  });
});

describe('an expression that explodes', { timeout: 60_000 }, () => {
  const bomb = 'if calm then 1 else count(for a in 1..900000 return @"2026-01-01T00:00:00@Europe/Vienna".time offset)';

  it('is an incident at its element, holds up no other request, and goes on when mended and tried again', async () => {
    const request = await begin(
      bpmn('intake', start(), script('first', '1', 'one'), script('boom', bomb, 'two'), user('work'), end(), path('s first boom work e')),
    );
    expect(await openIncident(request)).toMatchObject({ code: 'OVERRUN', element: 'boom' });
    expect((await drawn.positionOf(request)).incidents).toMatchObject([{ element: 'boom' }]);
    const other = await begin(bpmn('intake', start(), user('work'), end(), path('s work e')));
    expect((await drawn.positionOf(other)).tasks).toHaveLength(1);
    await retry(request, { calm: true });
    expect(await drawn.positionOf(request)).toMatchObject({ tasks: [{ element: 'work' }], incidents: [] });
  });
});

describe('characters that jsonb refuses', () => {
  it('do not stop a request', async () => {
    const request = await begin(
      bpmn('intake', start(), script('odd', 'substring("x\\u0000y", 1)', 'odd'), user('work'), end(), path('s odd work e')),
    );
    const [task] = await drawn.inTenant((trx) => trx.selectFrom('task').select('id').where('request', '=', request).execute());
    await drawn.record(request, {
      kind: 'task-completed',
      payload: { task: task?.id ?? '', outcome: 'closed', variables: { half: '\ud83d', zero: '\u0000' } },
      key: 'done',
    });
    await drawn.advanceAll(request);
    expect(await drawn.variablesOf(request)).toMatchObject({ odd: 'x\ufffdy', half: '\ufffd', zero: '\ufffd' });
  });
});
