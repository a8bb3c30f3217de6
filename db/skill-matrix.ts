import { sql } from 'kysely';
import { json, type Trx } from './client.ts';

/** So many at once: a whole matrix in one statement would come near its time on a busy machine. */
const atOnce = 10_000;

interface SkillChange {
  account: string;
  skill: string;
  level: number;
}

/** Levels of many people at once; level 0 takes the skill away. */
export async function changeSkills(trx: Trx, changes: SkillChange[]): Promise<void> {
  const byPerson = changes.toSorted((a, b) => (a.account < b.account ? -1 : Number(a.account > b.account)));
  for (let from = 0; from < byPerson.length; from += atOnce) await changeSome(trx, byPerson.slice(from, from + atOnce));
}

async function changeSome(trx: Trx, changes: SkillChange[]): Promise<void> {
  const wanted = sql`jsonb_to_recordset(${json(changes)}::jsonb) as w(account uuid, skill text, level int)`;
  await sql`delete from account_skill k using ${wanted} where k.account = w.account and k.skill = w.skill and w.level = 0`.execute(trx);
  await sql`insert into account_skill (account, skill, level)
    select distinct on (w.account, w.skill) a.id, w.skill, w.level from ${wanted} join account a on a.id = w.account where w.level > 0
    on conflict (account, skill) do update set level = excluded.level where account_skill.level <> excluded.level`.execute(trx);
}
