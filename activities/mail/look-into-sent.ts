import { openImap } from './imap-connection.ts';
import type { MailAccess } from './servers.ts';

/**
 * Whether the mailbox's Sent folder has a mail. Only worth asking where the server files what goes through it: then found means sent; not found
 * means nothing, for filing may take a while.
 * @throws where the folder cannot be looked into.
 */
export async function isInSent(access: MailAccess, messageId: string): Promise<boolean> {
  const { client, close } = await openImap(access);
  try {
    const folders = await client.list();
    const sent = folders.find((folder) => folder.specialUse === '\\Sent');
    if (!sent) return false;
    await client.mailboxOpen(sent.path, { readOnly: true });
    const found = (await client.search({ header: { 'message-id': messageId } }, { uid: true })) || [];
    return found.length > 0;
  } finally {
    await close();
  }
}
