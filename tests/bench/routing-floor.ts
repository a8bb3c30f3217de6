import { sql } from 'kysely';
import { asTenant, type Db } from '../../db/client.ts';

export const skillCount = 40;

/** Agents with two to six of forty skills and room for two to five points, and one request that all tasks belong to. @returns its id. */
export async function furnish(db: Db, tenant: string, agents: number): Promise<string> {
  return asTenant(db, tenant, async (trx) => {
    await sql`insert into skill (key, title_de, title_en) select 's' || n, 's' || n, 's' || n from generate_series(1, ${skillCount}::int) n`.execute(
      trx,
    );
    await sql`insert into account (email, name, password_hash, roles, presence, presence_at, capacity)
      select 'a' || n || '@bench.example', 'A' || n, 'none', '{agent}', 'available', now(), 2 + n % 4 from generate_series(1, ${agents}::int) n`.execute(
      trx,
    );
    await sql`insert into account_skill (account, skill, level)
      select a.id, s.skill, 1 + floor(random() * 3)::int from account a cross join lateral
        (select distinct 's' || 1 + floor(random() * ${skillCount}::int)::int as skill from generate_series(1, 2 + length(a.name) % 3 * 2) where a.id is not null) s`.execute(
      trx,
    );
    const { rows } = await sql<{
      id: string;
    }>`insert into request (number, subject, channel) values ('1', 'bench', 'mail') returning id`.execute(trx);
    return rows[0]!.id;
  });
}

/** Tasks as a day brings them: most need one skill at some level, some two, some none; classes and deadlines mixed, some late. @returns their ids. */
export async function bringTasks(db: Db, tenant: string, request: string, count: number): Promise<string[]> {
  return asTenant(db, tenant, async (trx) => {
    const skill = sql`jsonb_build_object('key', 's' || 1 + floor(random() * ${skillCount}::int)::int, 'level', 1 + floor(random() * 2)::int)`;
    const { rows } = await sql<{ id: string }>`
      insert into task (request, activation, element, graph, title, skills, customer_class, points, due_at, arrived_at)
      select ${request}::uuid, gen_random_uuid(), 'answer', 'none', 'bench',
        case when of < 0.1 then '[]' when of < 0.8 then jsonb_build_array(${skill}) else jsonb_build_array(${skill}, ${skill}) end,
        (array['A','B','C'])[1 + floor(random() * 3)::int], 1 + (of > 0.9)::int, now() + (random() * 480 - 60) * interval '1 minute', now() - random() * interval '4 hours'
      from (select random() as of from generate_series(1, ${count}::int)) drawn returning id`.execute(trx);
    return rows.map(({ id }) => id);
  });
}

/** One agent ends the oldest of their tasks. @returns whether they had one. */
export async function completeOne(db: Db, tenant: string, account: string): Promise<boolean> {
  return asTenant(db, tenant, async (trx) => {
    const { numAffectedRows } = await sql`update task set state = 'completed', completed_at = ${new Date()} where id = (
      select id from task where assignee = ${account} and state = 'assigned' order by assigned_at limit 1 for update skip locked)`.execute(
      trx,
    );
    return Number(numAffectedRows) > 0;
  });
}

/** What the database says afterwards: assignments, tasks with two owners at once, and people who ever had more than fits. */
export async function auditFloor(
  db: Db,
  tenant: string,
): Promise<{ assignments: number; doubleOwners: number; overCapacity: number; waiting: number }> {
  return asTenant(db, tenant, async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    const { rows } = await sql<{ assignments: number; doubleOwners: number; overCapacity: number; waiting: number }>`
      with given as (select data ->> 'task' as task, count(*) as times from timeline where kind = 'assigned' group by 1),
        change as (select assignee, assigned_at as at, points from task where assigned_at is not null
          union all select assignee, completed_at, -points from task where completed_at is not null and assignee is not null),
        loads as (select assignee, sum(points) over (partition by assignee order by at, points rows unbounded preceding) as load from change)
      select (select sum(times)::int from given) as assignments, (select count(*)::int from given where times > 1) as "doubleOwners",
        (select count(distinct l.assignee)::int from loads l join account a on a.id = l.assignee where l.load > a.capacity) as "overCapacity",
        (select count(*)::int from task where state = 'waiting') as waiting`.execute(trx);
    return rows[0]!;
  });
}
