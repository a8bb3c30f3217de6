import type { House } from './house.ts';

export interface CustomerMail {
  from: string;
  subject: string;
  text: string;
  messageId: string;
  inReplyTo?: string;
}

/** As a mail program would write it. */
function mailText({ from, subject, text, messageId, inReplyTo }: CustomerMail, to: string): string {
  const threading = inReplyTo ? `In-Reply-To: ${inReplyTo}\r\nReferences: ${inReplyTo}\r\n` : '';
  return (
    `From: <${from}>\r\nTo: <${to}>\r\nSubject: ${subject}\r\nMessage-ID: ${messageId}\r\nDate: ${new Date().toUTCString()}\r\n${threading}` +
    `MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`
  );
}

export function send(house: House, mail: CustomerMail, to: string): void {
  house.mail.deliver(mailText(mail, to), { from: mail.from, to: [to] });
}

/** Message-IDs that the receiving server took more than once. */
export function doubles(house: House): string[] {
  return [...house.mail.acceptedByMessageId()].filter(([, times]) => times > 1).map(([id]) => id);
}
