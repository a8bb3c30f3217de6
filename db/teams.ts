import { sql } from 'kysely';
import type { Trx } from './client.ts';

export interface Team {
  id: string;
  name: string;
  lead: string | null;
  topics: string[];
  members: string[];
  /** The team that takes its work when it has waited for so many minutes. */
  overflowTo: string | null;
  overflowMinutes: number | null;
  /** Key of the calendar that its topics count by where they have none of their own. */
  calendar: string | null;
}

export async function teams(trx: Trx): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select t.id, t.name, t.lead, t.overflow_to as "overflowTo", t.overflow_minutes as "overflowMinutes", t.calendar,
      (select coalesce(json_agg(o.topic order by o.topic), '[]') from team_topic o where o.team = t.id) as topics,
      (select coalesce(json_agg(m.account order by m.account), '[]') from team_member m where m.team = t.id) as members
    from team t order by t.name`.execute(trx);
  return rows;
}

/** Makes or changes a team; what its people may take follows by itself. @param id null: a new one. @returns its id; null where there is none. */
export async function saveTeam(trx: Trx, id: string | null, { topics, members, ...team }: Omit<Team, 'id'>): Promise<string | null> {
  const fields = {
    name: team.name,
    lead: team.lead,
    overflow_to: team.overflowTo,
    overflow_minutes: team.overflowMinutes,
    calendar: team.calendar,
  };
  const saved = id
    ? await trx.updateTable('team').set(fields).where('id', '=', id).returning('id').executeTakeFirst()
    : await trx.insertInto('team').values(fields).returning('id').executeTakeFirst();
  if (!saved) return null;
  await trx.deleteFrom('team_topic').where('team', '=', saved.id).execute();
  await trx.deleteFrom('team_member').where('team', '=', saved.id).execute();
  if (topics.length > 0)
    await trx
      .insertInto('team_topic')
      .values([...new Set(topics)].map((topic) => ({ team: saved.id, topic })))
      .execute();
  if (members.length > 0)
    await trx
      .insertInto('team_member')
      .values([...new Set(members)].map((account) => ({ team: saved.id, account })))
      .execute();
  return saved.id;
}

export async function deleteTeam(trx: Trx, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('team').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}
