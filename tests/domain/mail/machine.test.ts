import { describe, expect, it } from 'vitest';
import { classifyMail } from '../../../domain/mail/filter.ts';
import { knownNothing } from '../../../domain/mail/known.ts';
import { answerAddressOf, mayAnswerAutomatically, replyHeaders } from '../../../domain/mail/reply-headers.ts';
import { mail, OWN_ID, REQUEST } from './mails.ts';

type Headers = Record<string, string | string[] | null>;
const known = {
  ...knownNothing(),
  ownMessageIds: { [OWN_ID]: { requestId: REQUEST, purpose: 'conversation' as const } },
  requests: { [REQUEST]: { participants: ['petra@kunde.example'] } },
};
const ownAddresses = ['hilfe@shop.example'];

function report(status: string, action: string): string {
  return [
    '--r\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n',
    `--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; petra@kunde.example\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 no such user\r\n`,
    `--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${OWN_ID}\r\nSubject: Ihre Anfrage\r\n\r\nText\r\n--r--\r\n`,
  ].join('');
}
const REPORT: Headers = {
  From: 'MAILER-DAEMON@mx.example',
  'Return-Path': '<>',
  Subject: 'Undelivered Mail Returned to Sender',
  'Content-Type': 'multipart/report; report-type=delivery-status; boundary=r',
};

describe('a report of a mail server', () => {
  it.each([
    ['5.1.1', 'failed', 'bounce', 'M301 not-delivered', true],
    ['4.4.1', 'delayed', 'bounce', 'M302 delayed', false],
    ['5.2.2', 'failed', 'bounce', 'M301 not-delivered', false],
    ['2.1.5', 'delivered', 'automatic', 'M305 delivered', false],
  ])('with status %s and action %s is %s, assigned to the request', async (status, action, verdict, reason, hard) => {
    const body = report(status, action).replace('no such user', hard ? 'no such user' : 'mailbox full');
    expect(classifyMail(await mail(REPORT, body), known)).toMatchObject({
      verdict,
      reason,
      requestId: REQUEST,
      detail: { recipients: [{ address: 'petra@kunde.example', status, hard }], originalMessageId: OWN_ID },
    });
  });

  it.each<[string, Headers, string]>([
    [
      'from MAILER-DAEMON without a standard part',
      { From: 'MAILER-DAEMON@mx.example', Subject: 'failure notice' },
      'Hi. <petra@kunde.example>: user unknown',
    ],
    [
      'with a null return path',
      { From: 'Mail System <system@mx.example>', 'Return-Path': '<>', Subject: 'Unzustellbar: Ihre Anfrage' },
      'nicht zustellbar',
    ],
    ['that names failed recipients', { 'X-Failed-Recipients': 'petra@kunde.example' }, 'see above'],
  ])('%s is a bounce', async (_name, headers, body) => {
    expect(classifyMail(await mail(headers, body), known)).toMatchObject({ verdict: 'bounce' });
  });

  it('is not what a customer writes about a delivery that failed', async () => {
    const read = await mail({ Subject: 'Zustellung fehlgeschlagen' }, 'Mein Paket konnte nicht zugestellt werden.');
    expect(classifyMail(read, known).verdict).toBe('request');
  });
});

describe('mail of a machine', () => {
  it.each<[string, Headers, string]>([
    ['Auto-Submitted', { 'Auto-Submitted': 'auto-replied (vacation)' }, 'M401 auto-submitted'],
    ['X-Autoreply', { 'X-Autoreply': 'yes' }, 'M402 autoreply-header'],
    ['Precedence: auto_reply', { Precedence: 'auto_reply' }, 'M402 autoreply-header'],
    ['an out-of-office subject', { Subject: 'Automatische Antwort: Re: Paket' }, 'M403 automatic-subject'],
    ['another one', { Subject: 'Petra Kunde ist außer Haus.' }, 'M403 automatic-subject'],
    ['a newsletter', { Precedence: 'bulk', 'List-Unsubscribe': '<https://x.example>' }, 'M407 bulk-mail'],
    ['a read receipt', { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=x' }, 'M405 read-receipt'],
  ])('is known by %s, whatever ids of ours it carries', async (_name, headers, reason) => {
    expect(classifyMail(await mail({ ...headers, 'In-Reply-To': OWN_ID }), known)).toMatchObject({
      verdict: 'automatic',
      reason,
      requestId: REQUEST,
    });
  });

  it.each<[string, Headers]>([
    ['Auto-Submitted: no', { 'Auto-Submitted': 'no' }],
    ['X-Auto-Response-Suppress', { 'X-Auto-Response-Suppress': 'DR, OOF' }],
    ['a list', { Precedence: 'list', 'List-Id': '<team.kunde.example>' }],
    ['a null return path', { 'Return-Path': '<>' }],
    ['a subject about a holiday', { Subject: 'Lieferung nach dem Urlaub' }],
  ])('is not known by %s alone: that is a reply of a person', async (_name, headers) => {
    expect(classifyMail(await mail({ ...headers, 'In-Reply-To': OWN_ID }), known)).toMatchObject({ verdict: 'reply', requestId: REQUEST });
  });
});

describe('an automatic answer', () => {
  it('may go to a person', async () => {
    expect(mayAnswerAutomatically(await mail({ 'Return-Path': '<petra@kunde.example>' }), { ownAddresses })).toEqual({ may: true });
  });

  it.each<[string, Headers, string]>([
    ['a null return path', { 'Return-Path': '<>' }, 'null-return-path'],
    ['a machine', { 'Auto-Submitted': 'auto-generated' }, 'M401 auto-submitted'],
    ['who asks for silence', { 'X-Auto-Response-Suppress': 'All' }, 'asks-for-silence'],
    ['a list', { 'List-Id': '<x.example>' }, 'list'],
    ['bulk mail', { Precedence: 'bulk' }, 'precedence'],
    ['a no-reply address', { From: 'no-reply@kunde.example' }, 'machine-address'],
    ['ourselves', { 'Reply-To': 'hilfe@shop.example', From: 'x@shop.example' }, 'own-address'],
    ['nobody', { From: null }, 'no-clear-sender'],
  ])('never goes to %s', async (_name, headers, reason) => {
    expect(mayAnswerAutomatically(await mail(headers), { ownAddresses })).toEqual({ may: false, reason });
  });

  it('goes to Reply-To only within the domain of the author', async () => {
    expect(answerAddressOf(await mail({ 'Reply-To': 'buero@kunde.example' }))).toBe('buero@kunde.example');
    expect(answerAddressOf(await mail({ 'Reply-To': 'victim@bank.example' }))).toBe('petra@kunde.example');
    expect(answerAddressOf(await mail({ 'Reply-To': 'a@kunde.example, b@kunde.example' }))).toBe('petra@kunde.example');
  });
});

describe('headers of an answer', () => {
  it('continue the thread', () => {
    expect(replyHeaders({ parentMessageId: '<b@x>', references: ['<a@x>'], automatic: false })).toEqual({
      'In-Reply-To': '<b@x>',
      References: '<a@x> <b@x>',
    });
  });

  it('keep the first and the newest of a long chain', () => {
    const references = Array.from({ length: 100 }, (_, n) => `<${n}@x>`);
    const chain = replyHeaders({ parentMessageId: '<last@x>', references, automatic: false })['References']!.split(' ');
    expect(chain).toHaveLength(20);
    expect([chain[0], chain[1], chain.at(-1)]).toEqual(['<0@x>', '<82@x>', '<last@x>']);
  });

  it('say that no person wrote it', () => {
    expect(replyHeaders({ parentMessageId: null, references: [], automatic: true })).toEqual({
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
    });
  });

  it('take over no id that could carry a header of its own', () => {
    expect(replyHeaders({ parentMessageId: '<a\r\nBcc: x@y>', references: ['<ok@x>', 'no id'], automatic: false })).toEqual({
      References: '<ok@x>',
    });
  });
});

describe('words that people use too', () => {
  it.each<[string, Headers, string]>([
    ['a vacation rental', { Subject: 'Vacation rental in May' }, 'Is it free?'],
    ['a car', { Subject: 'Auto: Kratzer in der Tür' }, 'Wer zahlt das?'],
    ['a car, answered', { Subject: 'AW: Auto: Kratzer', 'In-Reply-To': OWN_ID }, 'Hier das Bild.'],
    ['our acknowledgement’s own subject, answered', { Subject: 'Re: Automatische Empfangsbestätigung', 'In-Reply-To': OWN_ID }, 'Danke.'],
    ['a holiday in the middle of a subject', { Subject: 'Paket kam, als ich im Urlaub war' }, 'Wo ist es?'],
    ['something that was not read', { Subject: 'Read error' }, 'The card was not read by the device.'],
    ['a list’s mark on a person’s mail', { Precedence: 'list', 'List-Id': '<team.kunde.example>' }, 'Bitte um Rückruf.'],
    ['a gateway’s null return path', { 'Return-Path': '<>' }, 'Bitte um Rückruf.'],
  ])('%s is a person’s mail', async (_name, headers, body) => {
    expect(classifyMail(await mail(headers, body), known).verdict).not.toBe('automatic');
  });

  it.each<[string, Headers, string, string]>([
    [
      'an automatic reply behind a prefix, in a program’s words',
      { Subject: 'Antw: Auto-Antwort: Paket' },
      'Ich bin zurzeit nicht im Büro.',
      'M403 automatic-subject',
    ],
    [
      'a weak word in an answer',
      { Subject: 'Auto: [#V-2026-000123] Paket', 'In-Reply-To': OWN_ID },
      'Bis Montag.',
      'M403 automatic-subject',
    ],
    ['another language', { Subject: 'Автоматический ответ: Paket' }, '…', 'M403 automatic-subject'],
    ['a receipt without a standard part', { Subject: 'Gelesen: Paket' }, 'Ihre Nachricht wurde am 1.1. gelesen.', 'M405 read-receipt'],
    ['two weak marks', { 'Return-Path': '<>', 'X-Auto-Response-Suppress': 'All' }, 'Wir kommen auf Sie zu.', 'M409 several-marks'],
    ['a list program’s word', { From: 'team-request@lists.example', 'List-Id': '<team.lists.example>' }, 'Digest', 'M407 bulk-mail'],
  ])('%s is a machine’s', async (_name, headers, body, reason) => {
    expect(classifyMail(await mail(headers, body), known)).toMatchObject({ verdict: 'automatic', reason });
  });
});
