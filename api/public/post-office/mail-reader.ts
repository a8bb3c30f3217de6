import { createHash } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { parseMail } from '../../../domain/mail/parse.ts';
import type { ParsedMail } from '../../../domain/mail/types.ts';

/** The demo's mail server on this machine; the password opens every mailbox. */
export interface DemoMail {
  smtpPort: number;
  imapPort: number;
  password: string;
}

export interface Box {
  /** Short name for addresses of pages: no mail address stands in a URL. */
  id: string;
  address: string;
  mails: number;
}

export interface MailHead {
  /** Of the box in which it lies. */
  box: string;
  uid: number;
  from: { name: string; address: string };
  to: string[];
  subject: string;
  at: Date;
}

export const boxId = (address: string): string => createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 10);

/** One look into the mail server: a connection, the work, the end of it. All inboxes are folders of the user `post-office`. */
export async function withReader<T>(server: DemoMail, work: (reader: Reader) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.imapPort,
    secure: false,
    auth: { user: 'post-office', pass: server.password },
    logger: false,
  });
  // Its end is seen by the command in hand; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(readerOf(client));
  } finally {
    client.close();
  }
}

export interface Reader {
  boxes(): Promise<Box[]>;
  /** The newest first, at most `limit`. */
  heads(box: Box, limit: number): Promise<MailHead[]>;
  read(box: Box, uid: number): Promise<ParsedMail | null>;
}

function readerOf(client: ImapFlow): Reader {
  return {
    async boxes() {
      const listed = await client.list({ statusQuery: { messages: true } });
      return listed.map(({ path, status }) => ({ id: boxId(path), address: path, mails: status?.messages ?? 0 }));
    },
    async heads(box, limit) {
      const { exists } = await client.mailboxOpen(box.address, { readOnly: true });
      if (exists === 0) return [];
      const heads: MailHead[] = [];
      for await (const mail of client.fetch(`${Math.max(1, exists - limit + 1)}:*`, { uid: true, envelope: true, internalDate: true })) {
        const from = mail.envelope?.from?.[0];
        heads.push({
          box: box.id,
          uid: mail.uid,
          from: { name: from?.name ?? '', address: from?.address ?? '' },
          to: (mail.envelope?.to ?? []).flatMap((one) => one.address ?? []),
          subject: mail.envelope?.subject ?? '',
          at: new Date(mail.internalDate ?? 0),
        });
      }
      return heads.reverse();
    },
    async read(box, uid) {
      await client.mailboxOpen(box.address, { readOnly: true });
      const mail = await client.fetchOne(String(uid), { source: true }, { uid: true });
      return mail && mail.source ? parseMail(mail.source) : null;
    },
  };
}
