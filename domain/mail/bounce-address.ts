import { bounceToken, readBounceToken, type TokenKeys } from './tokens.ts';
import type { ParsedMail } from './types.ts';

/** RFC 5321: the name before the @ has 64 characters at most, the token 43 of them. */
const longestName = 20;

/** Where reports about one mail come back to, `local+token@domain`; the mailbox's own address where its name is too long for that. `id`: the outbox row's. */
export function bounceAddress({ mailbox, ...token }: { mailbox: string; key: TokenKeys; id: string }): string {
  const at = mailbox.lastIndexOf('@');
  return at < 1 || at > longestName ? mailbox : `${mailbox.slice(0, at)}+${bounceToken(token)}${mailbox.slice(at)}`;
}

/** The outbox row whose bounce address a mail was sent to; null where it went to none, or the signature is not ours. */
export function returnedOutbox(mail: Pick<ParsedMail, 'deliveredTo' | 'to'>, key: TokenKeys): string | null {
  for (const address of [...mail.deliveredTo, ...mail.to.map((box) => box.address)]) {
    const token = /\+(b[a-z2-7]{42})@/i.exec(address)?.[1];
    const id = token === undefined ? null : readBounceToken(token, key);
    if (id !== null) return id;
  }
  return null;
}
