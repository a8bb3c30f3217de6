import type { Trx } from '../../db/client.ts';
import type { OutboxContent } from '../../db/schema.ts';
import { replyHeaders } from '../../domain/mail/reply-headers.ts';

/**
 * Threading headers of the next mail: it answers the customer's last mail, or follows our last one where he wrote none. A consultation is a
 * thread of its own, so the customer's ids never reach an expert, nor the other way round.
 */
export async function threadOf(
  trx: Trx,
  { request, consultation, automatic }: { request: string; consultation: string | null; automatic: boolean },
): Promise<Pick<OutboxContent, 'headers' | 'inReplyTo' | 'references'>> {
  const messages = await trx
    .selectFrom('message')
    .select(['type', 'rfc_message_id'])
    .where('request', '=', request)
    .where('rfc_message_id', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .where('consultation', consultation ? '=' : 'is', consultation)
    .where('type', 'in', ['customer', 'agent', 'automatic', 'expert-question', 'expert-answer'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const references = messages.flatMap((message) => message.rfc_message_id ?? []);
  const incoming = messages.findLast((message) => message.type === 'customer' || message.type === 'expert-answer');
  const parentMessageId = incoming?.rfc_message_id ?? references.at(-1) ?? null;
  const {
    'In-Reply-To': inReplyTo,
    References: chain,
    ...headers
  } = replyHeaders({ parentMessageId, references: references.filter((id) => id !== parentMessageId), automatic });
  return { headers, ...(inReplyTo ? { inReplyTo } : {}), ...(chain ? { references: chain.split(' ') } : {}) };
}
