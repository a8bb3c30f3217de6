import { type RawBuilder, sql } from 'kysely';
import type { Db } from './client.ts';
import type { Mark } from '../workflows/contracts.ts';

interface Found {
  tenant: string;
  id: string;
}

/** Across all tenants, by functions that give away ids alone; at most 1,000 a call. One event a request, its oldest. */
export async function stuckEvents(db: Db, age: RawBuilder<string>): Promise<(Found & { request: string })[]> {
  return (await sql<Found & { request: string }>`select * from stuck_events(${age})`.execute(db)).rows;
}

export async function overdueRequests(db: Db, age: RawBuilder<string>): Promise<Found[]> {
  return (await sql<Found>`select * from overdue_requests(${age})`.execute(db)).rows;
}

export async function expiredJobs(db: Db): Promise<(Found & { request: string })[]> {
  return (await sql<Found & { request: string }>`select * from expired_jobs()`.execute(db)).rows;
}

/** Requests with a job that nobody has begun, or that waits for its next try. */
export async function waitingJobs(db: Db, age: RawBuilder<string>): Promise<Found[]> {
  return (await sql<Found>`select * from waiting_jobs(${age})`.execute(db)).rows;
}

/** Every request that may still need its workflow. */
export async function unarchivedRequests(db: Db): Promise<Found[]> {
  return (await sql<Found>`select * from unarchived_requests()`.execute(db)).rows;
}

export async function activeMailboxes(db: Db): Promise<Found[]> {
  return (await sql<Found>`select * from active_mailboxes()`.execute(db)).rows;
}

export async function generationOf(db: Db): Promise<number> {
  return (await db.selectFrom('installation').select('generation').executeTakeFirstOrThrow()).generation;
}

/** Milliseconds; a workflow that was started with the old one meanwhile ends by itself. */
const generationHolds = 5000;

/** Reads the generation again now and then: `reconcile --restored` raises it under running workers. */
export function generationReader(db: Db): () => Promise<number> {
  let known: { generation: number; until: number } | null = null;
  return async () => {
    if (!known || performance.now() > known.until)
      known = { generation: await generationOf(db), until: performance.now() + generationHolds };
    return known.generation;
  };
}

/** How far this database has come. */
export async function markOf(db: Db): Promise<Mark> {
  const { rows } = await sql<Mark>`select generation, event_mark()::float8 as events from installation`.execute(db);
  return rows[0] ?? { generation: 0, events: 0 };
}

export async function allTenants(db: Db): Promise<{ tenant: string; slug: string; name: string }[]> {
  return (await sql<{ tenant: string; slug: string; name: string }>`select * from all_tenants()`.execute(db)).rows;
}
