import { json, type Trx } from '../../db/client.ts';
import type { Channel } from '../../db/schema.ts';
import { openRequest } from '../../db/requests.ts';
import { nowhere } from '../../domain/process/position.ts';
import type { Position } from '../../domain/process/types.ts';

/** A request as intake makes it, without its process. */
export async function makeRequest(
  trx: Trx,
  {
    subject = 'Paket kaputt',
    text = 'Die Flasche ist ausgelaufen.',
    address = 'kunde@mail.example',
    position = {},
  }: { subject?: string; text?: string; address?: string; position?: Partial<Position> } = {},
) {
  const opened = await openRequest(trx, {
    channel: 'mail',
    subject,
    language: 'de',
    requester: { name: 'Karla Kunde', address },
    message: { text, subject },
    key: `test:${Math.random()}`,
  });
  await trx
    .updateTable('request')
    .set({ position: json({ ...nowhere, ...position }) })
    .where('id', '=', opened.request)
    .execute();
  return opened;
}

let activations = 0;

/** A waiting task of a request. */
export async function makeTask(
  trx: Trx,
  request: string,
  wish: {
    dueAt?: Date | null;
    skills?: { key: string; level: number }[];
    class?: 'A' | 'B' | 'C';
    points?: number;
    topic?: string | null;
    assignee?: string;
    arrivedAt?: Date;
    raised?: boolean;
    escalated?: boolean;
    channel?: Channel;
  } = {},
): Promise<string> {
  const { id } = await trx
    .insertInto('task')
    .values({
      request,
      activation: `a${activations++}`,
      element: 'answer',
      graph: 'none',
      title: 'Anfrage beantworten',
      topic: wish.topic ?? null,
      skills: json(wish.skills ?? []),
      due_at: wish.dueAt ?? null,
      customer_class: wish.class ?? 'C',
      points: wish.points ?? 1,
      ...(wish.arrivedAt && { arrived_at: wish.arrivedAt }),
      ...(wish.channel && { channel: wish.channel }),
      raised_at: wish.raised === true ? new Date() : null,
      escalated_at: wish.escalated === true ? new Date() : null,
      ...(wish.assignee ? { assignee: wish.assignee, state: 'assigned' as const, assigned_at: new Date() } : {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
