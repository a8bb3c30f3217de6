import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';

/**
 * Brings a database to the newest schema.
 * @param url owner's (or superuser's) connection; the application connects as `vorgang_app`, which owns nothing.
 * @param appPassword sets the application role's password; without it the role is left as it is.
 * @throws Error naming the migration that failed; what ran before stays.
 */
export async function migrate({ url, appPassword }: { url: string; appPassword?: string }): Promise<string[]> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }) });
  try {
    await ensureApplicationRole(db, appPassword);
    const { error, results } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
    if (error) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown';
      throw new Error(`Migration ${failed} failed. Nothing of it was kept; mend the cause and run it again.`, { cause: error });
    }
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const folder = path.join(import.meta.dirname, 'migrations');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  const entries = files.map(async (file) => [path.basename(file, '.ts'), (await import(path.join(folder, file))) as Migration] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** Roles belong to the cluster, not to the database: two migrations at once may both try, so "exists" is no error. */
async function ensureApplicationRole(db: Kysely<unknown>, password: string | undefined): Promise<void> {
  await sql
    .raw(
      `do $$ begin create role vorgang_app login nosuperuser nobypassrls; exception when duplicate_object or unique_violation then null; end $$`,
    )
    .execute(db);
  if (password !== undefined) await sql.raw(`alter role vorgang_app password ${quote(password)}`).execute(db);
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
