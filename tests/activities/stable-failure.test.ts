import { ApplicationFailure, CancelledFailure, defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withStableFailure } from '../../activities/stable-failure.ts';
import { connect, type Db } from '../../db/client.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
let db: Db;
let lines: unknown[];
const log = { error: (...line: unknown[]) => void lines.push(line) };
const input = { request: '0198a000-0000-7000-8000-000000000001', tenant: 'Testladen', note: 'Eva Lindner' };

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function failureOf(work: () => Promise<unknown>) {
  lines = [];
  const error: unknown = await withStableFailure('advance', log, work)(input as never).catch((thrown: unknown) => thrown);
  const inHistory = JSON.stringify(defaultFailureConverter.errorToFailure(error, defaultPayloadConverter));
  return { error, inHistory, inLog: JSON.stringify(lines) };
}

it('tells Temporal and the log neither value nor message of what Postgres says', async () => {
  const { error, inHistory, inLog } = await failureOf(() => sql`select ${'Eva Lindner'}::uuid`.execute(db));
  expect(error).toMatchObject({ type: 'database-22P02', nonRetryable: false });
  expect(inHistory).toContain(input.request);
  expect(inHistory + inLog).not.toMatch(/Lindner|Testladen/);
  expect(inLog).toContain('frames');
});

it('hides the causes too, however deep', async () => {
  const { error, inHistory, inLog } = await failureOf(() => {
    try {
      return Promise.resolve(JSON.parse('{"name": Eva Lindner}'));
    } catch (cause) {
      throw new Error('No JSON:\n    at home, Eva Lindner', { cause });
    }
  });
  expect(error).toMatchObject({ type: 'unexpected' });
  expect(inHistory + inLog).not.toContain('Lindner');
  expect(inLog).toContain('SyntaxError');
});

it('says what the operating system said', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED eva.example'), { code: 'ECONNREFUSED' });
  expect((await failureOf(() => Promise.reject(refused))).error).toMatchObject({ type: 'system-ECONNREFUSED' });
});

it('lets through what was made for Temporal', async () => {
  const made = ApplicationFailure.create({ type: 'job-retry', message: 'Job 1: see its row.' });
  expect(await failureOf(() => Promise.reject(made))).toMatchObject({ error: made, inLog: '[]' });
  expect((await failureOf(() => Promise.reject(new CancelledFailure('cancelled')))).error).toBeInstanceOf(CancelledFailure);
});
