import type { ImapFlow } from 'imapflow';
import type { FolderKey } from '../../db/mailbox-folders.ts';

/** A folder that is selected on a connection, to be read. */
export interface Reading {
  client: ImapFlow;
  tenant: string;
  key: FolderKey;
  /** Mails that the server received before are left alone; null: none. */
  since: Date | null;
  /** Ends the reading between two batches. */
  signal: AbortSignal;
  /** Called for each new ledger row, in order, after its commit. */
  onLedger(mail: { id: string; sender: string }): Promise<void>;
}
