import { mailboxesOf } from '../../domain/mail/addresses.ts';
import { messageIdsOf } from '../../domain/mail/ids.ts';

/** Headers end within these bytes, or they tell us nothing. */
const longestHead = 64 * 1024;

/** What the ledger wants to know before anything is parsed: the Message-ID, and whose mails must stay in order. */
export function headerFacts(raw: Uint8Array): { messageId: string | null; sender: string } {
  const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, longestHead)).toString('latin1');
  const head = (text.split(/\r?\n\r?\n/, 1)[0] ?? '').replace(/\r?\n[ \t]+/g, ' ');
  const field = (name: string): string => new RegExp(`^${name}[ \\t]*:(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return {
    messageId: messageIdsOf([field('message-id')])[0]?.replaceAll('\0', '') ?? null,
    sender: mailboxesOf([field('from')])[0]?.address ?? '',
  };
}
