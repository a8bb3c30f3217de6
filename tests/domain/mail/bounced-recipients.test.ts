import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bouncedRecipients } from '../../../domain/mail/bounced-recipients.ts';
import { mail } from './mails.ts';

const DAEMON = { From: 'MAILER-DAEMON@mx.example', 'Return-Path': '<>', Subject: 'failure notice' };
const recipients = async (text: string) => bouncedRecipients(await mail(DAEMON, text));

describe('whom a report without a standard part names', () => {
  it.each<[string, string, boolean]>([
    ['nobody of that name', '<petra@kunde.example>: 550 5.1.1 user unknown', true],
    ['given up, nobody of that name', '<petra@kunde.example>: 450 4.1.1 Recipient address rejected: User unknown', true],
    ['a host that takes no mail', '<petra@kunde.example>: an MX record indicated no SMTP service', true],
    ['a full mailbox', '<petra@kunde.example>: 552 5.2.2 mailbox full', false],
    ['refused as spam', '<petra@kunde.example>: 550 5.7.1 unknown user or spam', false],
    [
      'taken as recipient, then refused',
      '<petra@kunde.example>: host mx.example said: 550 User unknown (in reply to end of DATA\n    command)',
      false,
    ],
    [
      'refused in the transmission, not as an address',
      'Recipient address: petra@kunde.example\nReason: SMTP transmission failure has occurred\nDiagnostic code: smtp;550 : User unknown',
      false,
    ],
    [
      'refused with its content in a transcript',
      'while talking to mx.example:\n>>> DATA\n<<< 550 Unknown user petra@kunde.example\n554 5.0.0 Service unavailable',
      false,
    ],
    [
      'refused as recipient in a pipelined transcript',
      'talking to mx.example:\n>>> DATA\n<<< 550 5.1.1 <petra@kunde.example>... User unknown\n550 5.1.1 <petra@kunde.example>... User unknown\n<<< 503 5.0.0 Need RCPT',
      true,
    ],
  ])('%s', async (_name, text, hard) => {
    expect(await recipients(text)).toMatchObject([{ address: 'petra@kunde.example', hard }]);
  });

  it('tells several recipients apart, each by what is said of it', async () => {
    const text =
      'The following addresses failed:\n\n"petra@kunde.example":\nafter RCPT command: 5.2.1 User Unknown\n"paul@kunde.example":\n5.2.2 Mailbox Full\n';
    expect(await recipients(text)).toMatchObject([
      { address: 'petra@kunde.example', hard: true },
      { address: 'paul@kunde.example', hard: false },
    ]);
  });

  it('does not take the sender or a Message-ID for the recipient', async () => {
    const text = 'Message-id: <1@shop.example>\nFrom: hilfe@shop.example\nRecipient address: petra@kunde.example\nReason: user unknown';
    expect(await recipients(text)).toMatchObject([{ address: 'petra@kunde.example' }]);
  });

  it('never throws and stays bounded, whatever the text', async () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('<a@b.example>:\n', '>>> DATA\n<<< 550 ', '\n', 'while talking to ', '5.1.1 ', 'user unknown', '@'.repeat(500)),
      ),
      { maxLength: 400 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        expect((await recipients(parts.join(''))).length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 60 },
    );
  });
});
