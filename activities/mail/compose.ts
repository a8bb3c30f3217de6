import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import MailComposer from 'nodemailer/lib/mail-composer';
import { unseal } from '../../config/secret.ts';
import type { Trx } from '../../db/client.ts';
import type { MailboxRow } from '../../db/mailboxes.ts';
import type { OutboxRow } from '../../db/outbox.ts';
import { htmlFromText } from '../../domain/mail/html-from-text.ts';
import type { Services } from '../work.ts';

type InTransaction = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

/**
 * The bytes of an outbox row's mail. The consultation's link is put in here and nowhere else.
 * @param inTransaction opened only where there are files or a link to read.
 */
export async function compose(
  inTransaction: InTransaction,
  services: Services,
  row: OutboxRow,
  signing: Pick<MailboxRow, 'dkim' | 'dkim_key'> = { dkim: null, dkim_key: null },
): Promise<Buffer> {
  const { from, to, cc, replyTo, subject, text, html, headers, inReplyTo, references, attachments = [], consultation } = row.content;
  const files =
    attachments.length === 0
      ? []
      : await inTransaction((trx) =>
          trx
            .selectFrom('attachment')
            .select(['filename', 'content_type', 'content_id', 'inline', 'content'])
            .where('id', 'in', attachments)
            .orderBy('id')
            .execute(),
        );
  const link = consultation ? await inTransaction((trx) => linkOf(trx, services, consultation)) : null;
  const withLink = (body: string): string => (link === null ? body : body.replaceAll('{{link}}', () => link));
  const composer = new MailComposer({
    from: named(from),
    to: to.map(named),
    ...(cc ? { cc: cc.map(named) } : {}),
    ...(replyTo ? { replyTo: named(replyTo) } : {}),
    subject,
    text: withLink(text),
    html: html === undefined ? htmlFromText(withLink(text), inlinePictures(files)) : withLink(html),
    headers,
    messageId: row.rfc_message_id,
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(references ? { references } : {}),
    attachments: files.map((file) => ({
      filename: file.filename,
      // What nobody knows is named by its ending.
      ...(file.content_type === 'application/octet-stream' ? {} : { contentType: file.content_type }),
      content: file.content,
      contentDisposition: file.inline ? ('inline' as const) : ('attachment' as const),
      ...(file.content_id ? { cid: file.content_id } : {}),
    })),
    // Texts and names come from outside: nothing in them may open a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
  });
  const raw = await composer.compile().build();
  return signed(raw, services, signing);
}

/** Signed for the mailbox's domain (RFC 6376), where it has a key of its own; providers sign by themselves. */
async function signed(raw: Buffer, { secretKey }: Services, { dkim, dkim_key }: Pick<MailboxRow, 'dkim' | 'dkim_key'>): Promise<Buffer> {
  if (!dkim || !dkim_key) return raw;
  const signer = new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey: unseal(secretKey, dkim_key) });
  return buffer(signer.sign(raw));
}

const inlinePictures = (files: { filename: string; content_id: string | null; inline: boolean }[]): Record<string, string> =>
  Object.fromEntries(files.flatMap(({ filename, content_id, inline }) => (inline && content_id ? [[filename, content_id]] : [])));

/** @throws where the consultation has no token any more (revoked): such a mail must not go out. */
async function linkOf(trx: Trx, { appUrl, secretKey }: Services, consultation: string): Promise<string> {
  const { token_sealed } = await trx
    .selectFrom('consultation')
    .select('token_sealed')
    .where('id', '=', consultation)
    .executeTakeFirstOrThrow();
  if (!token_sealed) throw new Error(`Consultation ${consultation} has no link any more; ask again instead.`);
  return `${appUrl}/expert/${unseal(secretKey, token_sealed)}`;
}

const named = ({ name, address }: { name?: string; address: string }): { name: string; address: string } => ({ name: name ?? '', address });
