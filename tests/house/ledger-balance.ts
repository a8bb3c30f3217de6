import { folderAccounts } from '../../db/mail-accounts.ts';
import { asTenant } from '../../db/client.ts';
import type { House } from './house.ts';

export interface Balance {
  /** Mails in the inboxes of the house's mail server. */
  onServer: number;
  /** Rows of the ledger under the numbering that the server has now. */
  inLedger: number;
  vanished: number;
  missing: number;
  /** Mailboxes where `onServer + vanished = inLedger + before + missing` does not hold, or whose count is not the server's own. */
  unbalanced: number;
}

/** The ledger's counts beside what the server itself holds. */
export async function balanceOf(house: House, tenant: string): Promise<Balance> {
  return asTenant(house.db, tenant, async (trx) => {
    const boxes = await trx.selectFrom('mailbox').select(['id', 'address']).execute();
    const accounts = await folderAccounts(trx);
    const balance: Balance = { onServer: 0, inLedger: 0, vanished: 0, missing: 0, unbalanced: 0 };
    for (const { id, address } of boxes) {
      const own = house.mail.list(address).length;
      const account = accounts.find(({ mailbox, name }) => mailbox === id && name === 'INBOX');
      const { onServer = -1, inLedger = 0, vanished = 0, before = 0, missing = 0 } = account ?? {};
      balance.onServer += own;
      balance.inLedger += inLedger;
      balance.vanished += vanished;
      balance.missing += missing;
      if (onServer !== own || onServer + vanished !== inLedger + before + missing) balance.unbalanced += 1;
    }
    return balance;
  });
}
