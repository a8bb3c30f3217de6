import { announce } from '../../../db/changes.ts';
import type { Trx } from '../../../db/client.ts';
import { insertMessage } from '../../../db/messages.ts';
import { recordEvent } from '../../../db/request-events.ts';
import type { MessageType } from '../../../db/schema.ts';
import type { Language } from '../language.ts';
import { type DeclineReason, expertTexts } from './texts.ts';
import { linkDays } from './visit.ts';

/** `expired`: nobody ended it, but its link is too old. `revoked` also where the request itself is over. */
export type ConsultationView = 'open' | 'answered' | 'declined' | 'overdue' | 'revoked' | 'expired';

export interface Question {
  id: string;
  request: string;
  view: ConsultationView;
  owner: string;
  asker: string | null;
  subject: string;
  question: string;
  language: Language;
  dueAt: Date;
  draft: string;
  answer: string | null;
  answeredAt: Date | null;
  declineReason: string | null;
}

export interface ContextMessage {
  id: string;
  type: MessageType;
  author: string | null;
  at: Date;
  text: string;
  attachments: { id: string; filename: string }[];
}

/** What one consultation's page shows. The caller has proved that he may see it. */
export async function questionOf(trx: Trx, id: string): Promise<Question> {
  const row = await trx
    .selectFrom('consultation')
    .innerJoin('request', 'request.id', 'consultation.request')
    .innerJoin('tenant', 'tenant.id', 'consultation.tenant')
    .leftJoin('account', 'account.id', 'consultation.asked_by')
    .selectAll('consultation')
    .select(['request.status', 'tenant.name as owner', 'account.name as asker'])
    .where('consultation.id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    request: row.request,
    view: viewOf(row),
    owner: row.owner,
    asker: row.asker,
    subject: row.subject,
    question: row.question,
    language: row.language === 'en' ? 'en' : 'de',
    dueAt: row.due_at,
    draft: row.draft ?? '',
    answer: row.answer,
    answeredAt: row.answered_at,
    declineReason: row.decline_reason,
  };
}

/** The messages that the agent chose to show; of the request, never of another one. */
export async function contextOf(trx: Trx, id: string): Promise<ContextMessage[]> {
  const { context, request } = await trx
    .selectFrom('consultation')
    .select(['context', 'request'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (context.length === 0) return [];
  const messages = await trx
    .selectFrom('message')
    .selectAll()
    .where('request', '=', request)
    .where('id', 'in', context)
    .orderBy('created_at')
    .execute();
  const files = await trx
    .selectFrom('attachment')
    .select(['id', 'message', 'filename'])
    .where('message', 'in', context)
    .where('inline', '=', false)
    .orderBy('id')
    .execute();
  return messages.map((message) => ({
    id: message.id,
    type: message.type,
    author: message.author_name,
    at: message.created_at,
    text: message.quoted_from === null ? message.text : message.text.slice(0, message.quoted_from),
    attachments: files.filter((file) => file.message === message.id),
  }));
}

/** A file of a chosen message; null for any other. */
export async function contextFile(trx: Trx, id: string, attachment: string) {
  const chosen = await contextOf(trx, id);
  if (!chosen.some((message) => message.attachments.some((file) => file.id === attachment))) return null;
  return trx
    .selectFrom('attachment')
    .select(['filename', 'content_type', 'content'])
    .where('id', '=', attachment)
    .executeTakeFirstOrThrow();
}

/** Kept on the server under the link. Without effect once it is no longer open. */
export async function saveDraft(trx: Trx, id: string, draft: string): Promise<void> {
  await trx.updateTable('consultation').set({ draft }).where('id', '=', id).where('state', '=', 'open').execute();
}

/** Either deed ends the question. @returns the event to deliver after the commit; null where it was no longer open (nothing happened). */
export type Settlement = { state: 'answered'; text: string } | { state: 'declined'; reason: DeclineReason; text: string };

export async function settle(trx: Trx, id: string, settlement: Settlement): Promise<{ request: string; event: string } | null> {
  const at = new Date();
  const { request } = await trx.selectFrom('consultation').select('request').where('id', '=', id).executeTakeFirstOrThrow();
  const question = await questionOf(trx, id);
  if (question.view !== 'open') return null;
  const declineReason = settlement.state === 'declined' ? declineText(settlement, question.language) : null;
  // Compare-and-set: of two clicks at once, or of page and mail, one is first.
  const row = await trx
    .updateTable('consultation')
    .set({
      state: settlement.state,
      answer: settlement.state === 'answered' ? settlement.text : null,
      decline_reason: declineReason,
      answered_by: (eb) => eb.ref('expert_address'),
      answered_at: at,
      draft: null,
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning(['expert_name', 'expert_address', 'asked_by'])
    .executeTakeFirst();
  if (!row) return null;
  await insertMessage(trx, {
    request,
    type: 'expert-answer',
    channel: 'form',
    author: { name: row.expert_name, address: row.expert_address },
    subject: question.subject,
    text: declineReason ?? settlement.text,
    language: question.language,
    consultation: id,
  });
  const { id: event } = await recordEvent(trx, {
    request,
    kind: 'expert-answered',
    payload: { consultation: id },
    actor: { type: 'expert', id },
    key: `expert-answer:${id}`,
  });
  await announce(trx, [{ entity: 'consultation', id, request, ...(row.asked_by ? { account: row.asked_by } : {}) }]);
  return { request, event };
}

function viewOf(row: { state: Exclude<ConsultationView, 'expired'>; status: string; due_at: Date }): ConsultationView {
  if (row.state !== 'open') return row.state;
  if (row.status === 'closed' || row.status === 'archived') return 'revoked';
  return Date.now() > row.due_at.getTime() + linkDays * 24 * 60 * 60_000 ? 'expired' : 'open';
}

function declineText({ reason, text }: { reason: DeclineReason; text: string }, language: Language): string {
  const said = expertTexts[language].reasons[reason];
  return text === '' ? said : `${said}: ${text}`;
}
