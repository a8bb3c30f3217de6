import { type MailboxAtAddress, mailboxesAt } from '../../../db/mailboxes.ts';
import { addressKey, withoutTag } from '../../../domain/mail/addresses.ts';
import type { IntakeDependencies } from '../intake.ts';

/** Whose the addresses are, as the envelope writes them; what stands behind a plus is the mailbox's own business. Those that are nobody's are missing. */
export async function recipientsOf({ db }: Pick<IntakeDependencies, 'db'>, addresses: string[]): Promise<MailboxAtAddress[]> {
  const keys = addresses.map((address) => addressKey(withoutTag(address)));
  const found = await mailboxesAt(db, [...new Set(keys)]);
  return addresses.flatMap((address, n) => {
    const mailbox = found.find((one) => one.address === keys[n]);
    return mailbox ? [{ ...mailbox, address }] : [];
  });
}
