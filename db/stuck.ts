import { type RawBuilder, sql } from 'kysely';
import type { Db } from './client.ts';

interface Found {
  tenant: string;
  id: string;
}

/** Across all tenants, by functions that give away ids alone; at most 1,000 a call. */
export async function stuckEvents(db: Db, age: RawBuilder<string>): Promise<(Found & { request: string })[]> {
  return (await sql<Found & { request: string }>`select * from stuck_events(${age})`.execute(db)).rows;
}

export async function overdueRequests(db: Db, age: RawBuilder<string>): Promise<Found[]> {
  return (await sql<Found>`select * from overdue_requests(${age})`.execute(db)).rows;
}

export async function expiredJobs(db: Db): Promise<(Found & { request: string })[]> {
  return (await sql<Found & { request: string }>`select * from expired_jobs()`.execute(db)).rows;
}

/** Every request that may still need its workflow. */
export async function unarchivedRequests(db: Db): Promise<Found[]> {
  return (await sql<Found>`select * from unarchived_requests()`.execute(db)).rows;
}

export async function activeMailboxes(db: Db): Promise<Found[]> {
  return (await sql<Found>`select * from active_mailboxes()`.execute(db)).rows;
}

/** @returns the installation's generation; a worker holds it for its life. */
export async function generationOf(db: Db): Promise<number> {
  return (await db.selectFrom('installation').select('generation').executeTakeFirstOrThrow()).generation;
}

export async function allTenants(db: Db): Promise<{ tenant: string; slug: string; name: string }[]> {
  return (await sql<{ tenant: string; slug: string; name: string }>`select * from all_tenants()`.execute(db)).rows;
}
