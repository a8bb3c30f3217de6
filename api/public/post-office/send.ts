import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { ParsedMail } from '../../../domain/mail/types.ts';
import type { DemoMail } from './mail-reader.ts';

export interface NewMail {
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  /** The mail that it answers. */
  answers?: ParsedMail;
  /** Says of itself that no person wrote it, as an out-of-office note does. */
  automatic: boolean;
}

/** Hands a mail to the demo's mail server, which keeps it on this machine. */
export async function sendMail(server: DemoMail, mail: NewMail): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: server.smtpPort, secure: false, ignoreTLS: true });
  const { answers } = mail;
  try {
    await transport.sendMail({
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      messageId: `<${randomUUID()}@${mail.from.address.split('@')[1] ?? 'post-office.example'}>`,
      ...(answers?.messageId ? { inReplyTo: answers.messageId, references: [...answers.references, answers.messageId] } : {}),
      ...(mail.automatic ? { headers: { 'Auto-Submitted': 'auto-replied' } } : {}),
    });
  } finally {
    transport.close();
  }
}

/** What a mail program puts under a reply. */
export function quotation(mail: ParsedMail, language: 'de' | 'en'): string {
  const who = mail.from?.name || mail.from?.address || '';
  const opening = language === 'de' ? `${who} schrieb:` : `${who} wrote:`;
  const quoted = mail.text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`);
  return `\n\n${opening}\n${quoted.join('\n')}`;
}
