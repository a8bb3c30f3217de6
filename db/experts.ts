import { sql } from 'kysely';
import type { Trx } from './client.ts';

/** Addresses that were asked lately, each once, with the name they had last. */
export async function recentExperts(trx: Trx, search = '') {
  const like = `%${search.trim().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<{ name: string; address: string; lastAskedAt: Date; asked: number; answered: number }>`
    select (array_agg(x.expert_name order by x.created_at desc))[1] as name, x.expert_address as address, max(x.created_at) as "lastAskedAt",
      count(*)::int as asked, (count(*) filter (where x.state in ('answered', 'declined')))::int as answered
    from consultation x where x.expert_address::text ilike ${like} or x.expert_name ilike ${like} group by x.expert_address order by max(x.created_at) desc limit 30`.execute(
    trx,
  );
  return rows;
}
