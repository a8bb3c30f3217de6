import { hash } from '@node-rs/argon2';
import { sql } from 'kysely';
import { asTenant, json } from '../../db/client.ts';
import type { House } from './house.ts';

const password = 'demo-demo-demo';

export interface Agent {
  id: string;
  cookie: string;
}

/** People with every skill and room for everything, signed in. */
export async function hireAgents(house: House, tenant: string, count = 3): Promise<Agent[]> {
  const password_hash = await hash(password);
  const agents: Agent[] = [];
  for (let index = 0; index < count; index += 1) {
    const email = `agent-${index}-${tenant}@laden.example`;
    const { id } = await asTenant(house.db, tenant, async (trx) => {
      const account = await trx
        .insertInto('account')
        .values({ email, name: `Agent ${index}`, password_hash, roles: ['agent', 'lead'], presence: 'available', capacity: 10_000 })
        .returning('id')
        .executeTakeFirstOrThrow();
      await sql`insert into account_skill (account, skill, level) select ${account.id}, key, 3 from skill`.execute(trx);
      // Their browsers send no sign of life.
      await sql`update routing_policy set silent_minutes = null`.execute(trx);
      await sql`insert into account_topic (account, topic) select ${account.id}, key from topic`.execute(trx);
      return account;
    });
    const response = await call(house, 'POST', '/api/session', { email, password });
    agents.push({ id, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' });
  }
  return agents;
}

export interface OpenTask {
  task: string;
  request: string;
  assignee: string;
  seenMessage: string | null;
  address: string | null;
}

/** What is on somebody's desk, with the newest message that its owner has seen. */
export async function openTasks(house: House, tenant: string): Promise<OpenTask[]> {
  return asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<OpenTask>`select t.id as task, t.request, t.assignee, r.requester_address as address,
      (select m.id from message m where m.request = t.request order by m.created_at desc, m.id desc limit 1) as "seenMessage"
      from task t join request r on r.id = t.request where t.state = 'assigned'`.execute(trx);
    return rows;
  });
}

/** Answers through the API, as the web app does: the same task again has the same key, so a lost connection costs no second mail. */
export async function reply(
  house: House,
  agents: Agent[],
  task: OpenTask,
  outcome: string | null,
  text = 'Gern, das erledigen wir.',
): Promise<boolean> {
  const agent = agents.find(({ id }) => id === task.assignee);
  if (!agent) throw new Error(`Task ${task.task} belongs to nobody of ours.`);
  const body = { text, to: task.address ? [task.address] : [], cc: [], seenMessage: task.seenMessage, outcome, task: task.task };
  const response = await call(house, 'POST', `/api/requests/${task.request}/replies`, body, agent, `${task.task}-${outcome}`);
  return response.ok;
}

export async function call(house: House, method: string, path: string, body?: unknown, agent?: Agent, key?: string): Promise<Response> {
  return fetch(`${house.url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(agent ? { cookie: agent.cookie } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body === undefined ? {} : { body: json(body) }),
    signal: AbortSignal.timeout(15_000),
  });
}
