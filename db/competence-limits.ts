import { sql } from 'kysely';
import type { CompetenceLimit } from '../domain/request/competence.ts';
import type { Trx } from './client.ts';

/** What each level may grant alone; none: the tenant has set nothing, and only the limits of kinds hold. */
export async function competenceLimits(trx: Trx): Promise<CompetenceLimit[]> {
  const { rows } = await sql<CompetenceLimit>`
    select level, kind, per_case::float8 as "perCase", per_day::float8 as "perDay", percent::float8 as percent from competence_limit order by level, kind`.execute(
    trx,
  );
  return rows;
}

/** All of them anew. */
export async function saveCompetenceLimits(trx: Trx, limits: CompetenceLimit[]): Promise<void> {
  await trx.deleteFrom('competence_limit').execute();
  if (limits.length === 0) return;
  await trx
    .insertInto('competence_limit')
    .values(limits.map(({ level, kind, perCase, perDay, percent }) => ({ level, kind, per_case: perCase, per_day: perDay, percent })))
    .execute();
}
