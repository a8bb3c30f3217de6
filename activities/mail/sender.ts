import type { Trx } from '../../db/client.ts';
import { kept } from '../../db/kept.ts';
import { replyAddress, type TokenKeys, type TokenSubject } from '../../domain/mail/threading.ts';

export interface Sender {
  mailbox: string;
  from: { name: string; address: string };
  /** Of our Message-IDs. */
  domain: string;
  /** Whether its server takes `name+tag@domain` for `name@domain`. */
  takesTags: boolean;
}

/** The mailbox that a request came through; where it has none (contact page) or that one is gone, the tenant's first. */
export async function senderOf(trx: Trx, wanted: string | null): Promise<Sender> {
  const active = await kept(trx, 'sending mailboxes', () =>
    trx.selectFrom('mailbox').select(['id', 'address', 'name', 'imap']).where('active', '=', true).orderBy('id').execute(),
  );
  const row = active.find(({ id }) => id === wanted) ?? active[0];
  if (!row) throw new Error('No active mailbox to send from. An administrator must add one or switch one on.');
  return {
    mailbox: row.id,
    from: { name: row.name, address: row.address },
    domain: row.address.slice(row.address.lastIndexOf('@') + 1),
    takesTags: row.imap.takesTags !== false,
  };
}

/** Where answers go: an address that names the request or consultation, where the server can take it. */
export function replyToOf(sender: Sender, subject: { key: TokenKeys } & TokenSubject): { name: string; address: string } {
  const { name, address } = sender.from;
  // Longer names leave no room for a token within RFC 5321's 64 characters.
  const fits = address.lastIndexOf('@') <= 20;
  return { name, address: sender.takesTags && fits ? replyAddress({ mailbox: address, ...subject }) : address };
}
