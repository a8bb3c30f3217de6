import { decodeWords } from 'postal-mime';
import { messageIdsOf } from './ids.ts';
import { mailboxesOf, oneLine } from './addresses.ts';
import type { DeliveryRecipient, DeliveryStatus, MailAttachment, OriginalMail } from './types.ts';

const MOST_RECIPIENTS = 200;

/** The machine-readable part of a report, if there is one (RFC 3464, 5965, 8098). */
export function deliveryStatusOf(attachments: MailAttachment[]): DeliveryStatus | null {
  for (const part of attachments) {
    const type = /^message\/(?:global-)?(delivery-status|feedback-report|disposition-notification)$/.exec(part.contentType)?.[1];
    if (type === undefined) continue;
    const groups = fieldGroupsOf(part.content);
    return { type: type as DeliveryStatus['type'], recipients: groups.flatMap(recipientOf).slice(0, MOST_RECIPIENTS) };
  }
  return null;
}

/** The mail that came back as a part, or only its headers; null where none is attached. */
export function originalOf(attachments: MailAttachment[]): OriginalMail | null {
  const part = attachments.find((one) =>
    /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/(?:rfc822|global)-headers)$/.test(one.contentType),
  );
  if (part === undefined) return null;
  const fields = fieldsOf(decoded(part.content).split(/\r?\n\r?\n/, 1)[0] ?? '');
  return {
    messageId: messageIdsOf(fields['message-id'] ?? [])[0] ?? null,
    references: messageIdsOf([...(fields['references'] ?? []), ...(fields['in-reply-to'] ?? [])]),
    from: mailboxesOf(fields['from'] ?? [])[0]?.address ?? null,
    replyTo: mailboxesOf(fields['reply-to'] ?? [])[0]?.address ?? null,
    subject: oneLine(decodeWords(fields['subject']?.[0] ?? '')),
  };
}

function recipientOf(fields: Record<string, string[]>): DeliveryRecipient[] {
  const named = fields['final-recipient']?.[0] ?? fields['original-recipient']?.[0] ?? fields['original-rcpt-to']?.[0];
  if (named === undefined && fields['action'] === undefined) return [];
  const address = /([^\s;<>]+@[^\s;<>]+)/.exec(named ?? '')?.[1]?.toLowerCase() ?? null;
  const action = /failed|delayed|delivered|relayed|expanded/.exec(fields['action']?.[0]?.toLowerCase() ?? '')?.[0] ?? null;
  return [
    {
      address,
      action: action as DeliveryRecipient['action'],
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields['status']?.[0] ?? '')?.[0] ?? null,
      diagnostic: oneLine(fields['diagnostic-code']?.[0] ?? '').slice(0, 1000) || null,
    },
  ];
}

/** Groups of header-like fields, divided by blank lines. */
function fieldGroupsOf(content: Uint8Array): Record<string, string[]>[] {
  return decoded(content)
    .split(/\r?\n[ \t]*\r?\n/)
    .slice(0, MOST_RECIPIENTS + 1)
    .map(fieldsOf);
}

function fieldsOf(text: string): Record<string, string[]> {
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && colon < 80) (fields[line.slice(0, colon).trim().toLowerCase()] ??= []).push(line.slice(colon + 1).trim());
  }
  return fields;
}

function decoded(content: Uint8Array): string {
  return new TextDecoder('utf-8').decode(content.subarray(0, 500_000)).replaceAll('\u0000', '');
}
