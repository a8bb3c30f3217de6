import type { MessageRow } from '../../db/conversation.ts';
import { newTextOf } from '../../domain/mail/quoted.ts';
import { signatureFromOf } from '../../domain/mail/signature.ts';

/** A message with where its sender's signature begins: found when it is looked at, for what counts as one is learned over time. */
export function shownMessage(message: MessageRow): MessageRow & { signatureFrom: number | null } {
  return { ...message, signatureFrom: message.type === 'agent' ? null : signatureFromOf(newTextOf(message)) };
}
