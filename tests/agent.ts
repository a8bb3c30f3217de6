import { json, type Trx } from '../db/client.ts';

/** Someone who works here; skills and topics that they name come into being. */
export interface AgentWish {
  capacity: number;
  skills: Record<string, number>;
  topics: string[] | null;
  presence: 'available' | 'offline';
  chats?: number | null;
}

export async function makeAgent(trx: Trx, { capacity, skills, topics, presence, chats = null }: AgentWish): Promise<string> {
  const account = {
    email: `${crypto.randomUUID()}@desk.example`,
    name: 'A',
    password_hash: 'none',
    roles: ['agent' as const],
    capacity,
    presence,
    ...(chats !== null && { channel_capacity: json({ chat: chats }) }),
  };
  const { id } = await trx.insertInto('account').values(account).returning('id').executeTakeFirstOrThrow();
  for (const [key, level] of Object.entries(skills)) {
    await trx
      .insertInto('skill')
      .values({ key, title_de: key, title_en: key })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx.insertInto('account_skill').values({ account: id, skill: key, level }).execute();
  }
  for (const topic of topics ?? []) {
    await trx
      .insertInto('topic')
      .values({ key: topic, title_de: topic, title_en: topic })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx.insertInto('account_topic').values({ account: id, topic }).execute();
  }
  return id;
}
