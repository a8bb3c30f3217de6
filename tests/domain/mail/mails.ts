import { parseMail } from '../../../domain/mail/parse.ts';
import { newMessageId, replyAddress, replyToken } from '../../../domain/mail/threading.ts';
import type { ParsedMail } from '../../../domain/mail/types.ts';

export const KEY = 'a test key of thirty-two letters';
export const DOMAIN = 'shop.example';
export const REQUEST = '01890a5d-ac96-774b-bcce-b302099a8057';
export const OTHER_REQUEST = '01890a5d-ac96-774b-bcce-b302099a8099';
export const CONSULTATION = '01890a5d-ac96-774b-bcce-b302099a8777';
export const OWN_ID = newMessageId({
  id: '01890a5d-ac96-774b-bcce-b302099a8001',
  domain: DOMAIN,
  token: replyToken({ requestId: REQUEST, key: KEY }),
});
export const REPLY_TO = replyAddress({ mailbox: 'hilfe@shop.example', requestId: REQUEST, key: KEY });

const HEADERS: Record<string, string> = {
  From: 'Petra Kunde <petra@kunde.example>',
  To: 'hilfe@shop.example',
  Subject: 'Frage zur Lieferung',
  'Message-ID': '<one@kunde.example>',
  Date: 'Tue, 24 Nov 2026 10:00:00 +0100',
  'Content-Type': 'text/plain; charset=utf-8',
};

/** Raw bytes of a mail: ordinary headers, changed or (null) taken away as wanted. Values may hold raw Latin-1. */
export function raw(changed: Record<string, string | string[] | null> = {}, body = 'Wo ist mein Paket?'): Uint8Array {
  const lines = Object.entries({ ...HEADERS, ...changed }).flatMap(([name, value]) => [value ?? []].flat().map((one) => `${name}: ${one}`));
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** The same, parsed. */
export function mail(changed: Record<string, string | string[] | null> = {}, body?: string): Promise<ParsedMail> {
  return parseMail(raw(changed, body));
}
