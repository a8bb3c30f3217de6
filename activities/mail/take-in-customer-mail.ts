import { clearAddress } from '../../db/address-health.ts';
import type { Trx } from '../../db/client.ts';
import { insertMessage, type NewMessage } from '../../db/messages.ts';
import { recordEvent } from '../../db/request-events.ts';
import { openRequest } from '../../db/requests.ts';
import { addressKey, isAmong, withoutTag } from '../../domain/mail/addresses.ts';
import { fileDangerOf } from '../../domain/mail/file-danger.ts';
import type { Known } from '../../domain/mail/known.ts';
import { isMachineAddress } from '../../domain/mail/machine.ts';
import { mayAnswerAutomatically } from '../../domain/mail/reply-headers.ts';
import { remotePicturesOf } from '../../domain/mail/shown-html.ts';
import type { ParsedMail } from '../../domain/mail/types.ts';
import type { MailInHand, TakenIn } from './mail-in-hand.ts';

/** Nobody has written about this before. */
export async function takeInRequest(trx: Trx, inHand: MailInHand): Promise<TakenIn> {
  const { row, mail, mailbox, known, verdict, key } = inHand;
  const language = mail.language ?? mailbox?.language ?? 'de';
  const opening = openRequest(trx, {
    channel: 'mail',
    subject: mail.subject || (language === 'de' ? '(ohne Betreff)' : '(no subject)'),
    language,
    topic: mailbox?.topic ?? null,
    ...(verdict.kind === undefined ? {} : { kind: verdict.kind }),
    ...(verdict.follows === undefined ? {} : { follows: verdict.follows }),
    mailbox: row.mailbox,
    requester: requesterOf(mail, known.ownAddresses),
    message: messageOf(inHand),
    key,
    receivedAt: row.received_at,
  });
  const [{ request, message, event }] = await Promise.all([opening, noteAlive(trx, mail, known)]);
  return { request, message, event, ...automaticAnswerOf(mail, known.ownAddresses) };
}

/** The request is known. Where it is over already, `advance` makes a follow-up request of the message. */
export async function takeInReply(trx: Trx, inHand: MailInHand): Promise<TakenIn> {
  const { mail, known, verdict, key } = inHand;
  await noteAlive(trx, mail, known);
  const request = verdict.requestId ?? '';
  const message = await insertMessage(trx, { ...messageOf(inHand), request, type: 'customer', channel: 'mail' });
  const { id } = await recordEvent(trx, {
    request,
    kind: 'customer-replied',
    payload: { message },
    actor: { type: 'customer' },
    key,
  });
  return { request, message, event: id, ...automaticAnswerOf(mail, known.ownAddresses) };
}

/** Who writes can be written to. */
async function noteAlive(trx: Trx, mail: ParsedMail, { authentication }: Known): Promise<void> {
  if (mail.from !== null && authentication !== 'fail' && authentication !== 'other') await clearAddress(trx, addressKey(mail.from.address));
}

/** The mail as a message row has it. */
export function messageOf({
  mail,
  authentication,
}: Pick<MailInHand, 'mail' | 'authentication'>): Omit<NewMessage, 'request' | 'type' | 'channel'> {
  return {
    author: { name: mail.from?.name ?? null, address: mail.from?.address ?? null },
    to: mail.to.map((one) => one.address),
    cc: mail.cc.map((one) => one.address),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    quotedFrom: mail.quotedFrom,
    language: mail.language,
    rfcMessageId: mail.messageId,
    authentication,
    protection: mail.protection,
    remoteContent: mail.html !== null && remotePicturesOf(mail.html).length > 0,
    attachments: mail.attachments.map(({ filename, contentType, contentId, disposition, content }) => ({
      filename,
      contentType,
      contentId,
      inline: disposition === 'inline',
      danger: fileDangerOf({ filename, content }),
      content,
    })),
  };
}

/** Answers go to the author; to Reply-To where the author is a machine (a shop's web form). Never to ourselves. */
export function requesterOf(mail: ParsedMail, own: string[]): { name: string | null; address: string | null } {
  const usable = (address: string | undefined): boolean =>
    address !== undefined && !isMachineAddress(address) && !isAmong(withoutTag(address), own);
  const box = [mail.from, ...mail.replyTo].find((one) => usable(one?.address)) ?? null;
  return { name: box?.name || null, address: box?.address ?? null };
}

function automaticAnswerOf(mail: ParsedMail, own: string[]): Pick<TakenIn, 'detail'> {
  const answer = mayAnswerAutomatically(mail, { ownAddresses: own });
  return answer.may ? {} : { detail: { noAutomaticAnswer: answer.reason } };
}
