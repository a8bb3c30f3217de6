import { json, type Trx } from './client.ts';

export interface NewConsultation {
  request: string;
  task: string | null;
  askedBy: string;
  expert: { address: string; name: string };
  subject: string;
  question: string;
  /** Ids of messages of this request that the expert may read. */
  context: string[];
  language: string;
  dueAt: Date;
}

/** The question's row; its link is made when its mail is written. @returns null where a message or the task belongs to another request. */
export async function insertConsultation(trx: Trx, { expert, ...asked }: NewConsultation): Promise<string | null> {
  const context = [...new Set(asked.context)];
  if (context.length > 0) {
    const own = await trx.selectFrom('message').select('id').where('request', '=', asked.request).where('id', 'in', context).execute();
    if (own.length !== context.length) return null;
  }
  if (asked.task !== null) {
    const own = await trx
      .selectFrom('task')
      .select('id')
      .where('request', '=', asked.request)
      .where('id', '=', asked.task)
      .executeTakeFirst();
    if (!own) return null;
  }
  const { id } = await trx
    .insertInto('consultation')
    .values({
      request: asked.request,
      task: asked.task,
      asked_by: asked.askedBy,
      expert_address: expert.address,
      expert_name: expert.name,
      subject: asked.subject,
      question: asked.question,
      context: json(context),
      language: asked.language,
      due_at: asked.dueAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends a question that nobody has answered; its link stops working with this commit. */
export async function revokeConsultation(
  trx: Trx,
  { request, id, account }: { request: string; id: string; account: string },
): Promise<'revoked' | 'settled' | 'not-found'> {
  const found = await trx
    .selectFrom('consultation')
    .select('state')
    .where('id', '=', id)
    .where('request', '=', request)
    .forUpdate()
    .executeTakeFirst();
  if (!found) return 'not-found';
  if (found.state !== 'open' && found.state !== 'overdue') return 'settled';
  await trx.updateTable('consultation').set({ state: 'revoked' }).where('id', '=', id).execute();
  await trx
    .insertInto('timeline')
    .values({ request, kind: 'consultation-revoked', data: json({ consultation: id }), actor: json({ type: 'account', id: account }) })
    .execute();
  return 'revoked';
}
