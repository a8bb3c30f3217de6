import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyMail } from '../../../domain/mail/filter.ts';
import { knownNothing, type Known } from '../../../domain/mail/known.ts';
import { REASONS } from '../../../domain/mail/reasons.ts';
import { anchorsOf, replyAddress } from '../../../domain/mail/threading.ts';
import { parseMail } from '../../../domain/mail/parse.ts';
import { CONSULTATION, DOMAIN, KEY, mail, OTHER_REQUEST, OWN_ID, raw, REPLY_TO, REQUEST } from './mails.ts';

const known: Known = {
  ...knownNothing(),
  ownAddresses: ['hilfe@shop.example'],
  ownMessageIds: { [OWN_ID]: { requestId: REQUEST, purpose: 'conversation' } },
  requests: { [REQUEST]: { participants: ['petra@kunde.example'] }, [OTHER_REQUEST]: { participants: ['otto@kunde.example'] } },
  consultations: { [CONSULTATION]: { requestId: REQUEST, participants: ['experte@lieferant.example'] } },
  subjectTags: { 'V-2026-000123': { requestId: REQUEST, participants: ['petra@kunde.example'] } },
};
const STRANGER = 'Mallory <mallory@evil.example>';
const EXPERT_ADDRESS = replyAddress({ mailbox: 'hilfe@shop.example', consultationId: CONSULTATION, key: KEY });

type Headers = Record<string, string | string[] | null>;

async function verdictOn(headers: Headers, changed: Partial<Known> = {}, body?: string) {
  const read = await mail(headers, body);
  return classifyMail(read, { ...known, anchors: anchorsOf(read, { key: KEY, domain: DOMAIN }), ...changed });
}

describe('a mail from outside', () => {
  it('that refers to nothing is a new request', async () => {
    expect(await verdictOn({})).toMatchObject({ verdict: 'request', reason: 'M801 new-request' });
  });

  it.each<[string, Headers, string]>([
    ['our id in In-Reply-To', { 'In-Reply-To': OWN_ID }, 'M502 own-reference'],
    ['our id in References', { References: `<a@x.example> ${OWN_ID}` }, 'M502 own-reference'],
    ['the signed reply address', { To: REPLY_TO }, 'M501 signed-anchor'],
    ['the tag in the subject', { Subject: 'AW: [#V-2026-000123] Paket' }, 'M503 subject-tag'],
  ])('from the customer with %s is a reply', async (_name, headers, reason) => {
    expect(await verdictOn(headers)).toMatchObject({ verdict: 'reply', reason, requestId: REQUEST });
    expect(await verdictOn({ ...headers, From: 'PETRA@Kunde.example' })).toMatchObject({ verdict: 'reply' });
  });

  it.each<[string, Headers]>([
    ['our id', { 'In-Reply-To': OWN_ID }],
    ['the signed reply address', { To: REPLY_TO }],
    ['the signed reply address and the tag', { To: REPLY_TO, Subject: '[#V-2026-000123]' }],
  ])('from a stranger with %s is held, and joins nothing', async (_name, headers) => {
    expect(await verdictOn({ ...headers, From: STRANGER })).toMatchObject({ verdict: 'quarantined', reason: 'M511 unknown-sender' });
  });

  it('from a stranger with a guessed tag is a request of its own', async () => {
    const verdict = await verdictOn({ From: STRANGER, Subject: '[#V-2026-000123] Passwort bitte' });
    expect(verdict).toMatchObject({ verdict: 'request', reason: 'M802 foreign-tag', detail: { names: [REQUEST] } });
    expect(verdict.requestId).toBeUndefined();
  });

  it.each<[string, Headers, Partial<Known>, string]>([
    ['whose domain says he did not write it', { To: REPLY_TO }, { authentication: 'fail' }, 'M512 unproven-sender'],
    ['whose mail is signed by another domain', { To: REPLY_TO }, { authentication: 'other' }, 'M512 unproven-sender'],
    ['whose tag alone is unproven', { Subject: '[#V-2026-000123]' }, { authentication: 'fail' }, 'M512 unproven-sender'],
    ['who is one of two authors', { To: REPLY_TO, From: ['mallory@evil.example', 'petra@kunde.example'] }, {}, 'M513 unclear-sender'],
    ['with an invisible letter in his address', { To: REPLY_TO, From: 'petra\u200b@kunde.example' }, {}, 'M511 unknown-sender'],
  ])('from a "customer" %s is held', async (_name, headers, changed, reason) => {
    expect(await verdictOn(headers, changed)).toMatchObject({ verdict: 'quarantined', reason });
  });

  it('goes to the nearest of two requests that its sender belongs to', async () => {
    const verdict = await verdictOn({
      'In-Reply-To': OWN_ID,
      To: replyAddress({ mailbox: 'hilfe@shop.example', requestId: OTHER_REQUEST, key: KEY }),
    });
    expect(verdict).toMatchObject({ verdict: 'reply', requestId: REQUEST, detail: { alsoNames: [OTHER_REQUEST] } });
  });

  it('without a readable sender is held', async () => {
    expect(await verdictOn({ From: null })).toMatchObject({ verdict: 'quarantined', reason: 'M803 no-sender' });
  });

  it('that the spam filter caught is filtered, unless it is a reply', async () => {
    expect(await verdictOn({}, { spam: true })).toMatchObject({ verdict: 'filtered', reason: 'M701 spam' });
    expect(await verdictOn({ To: REPLY_TO }, { spam: true })).toMatchObject({ verdict: 'reply' });
  });
});

describe("an expert's mail", () => {
  it('answers the consultation and never the customer', async () => {
    expect(await verdictOn({ From: 'experte@lieferant.example', To: EXPERT_ADDRESS })).toMatchObject({
      verdict: 'expert-answer',
      reason: 'M504 expert-answer',
      requestId: REQUEST,
      consultationId: CONSULTATION,
    });
  });

  it('is held where somebody else sends it, the customer included', async () => {
    expect(await verdictOn({ To: EXPERT_ADDRESS })).toMatchObject({ verdict: 'quarantined', consultationId: CONSULTATION });
  });
});

describe('our own mail', () => {
  it('that came back is dropped, with the request named', async () => {
    expect(await verdictOn({ From: 'hilfe@shop.example', 'Message-ID': OWN_ID })).toMatchObject({
      verdict: 'filtered',
      reason: 'M201 own-message-id',
      requestId: REQUEST,
    });
  });

  it('is not what only borrows our id or our address: that is shown', async () => {
    expect(await verdictOn({ From: STRANGER, 'Message-ID': OWN_ID })).toMatchObject({
      verdict: 'quarantined',
      reason: 'M203 borrowed-message-id',
    });
    expect(await verdictOn({ From: 'hilfe+x@shop.example' })).toMatchObject({ verdict: 'quarantined', reason: 'M202 own-address' });
  });

  it('to our own people makes no request when they answer it', async () => {
    const ownMessageIds = { [OWN_ID]: { requestId: REQUEST, purpose: 'notification' as const } };
    expect(await verdictOn({ From: 'agent@shop.example', 'In-Reply-To': OWN_ID }, { ownMessageIds })).toMatchObject({
      verdict: 'quarantined',
      reason: 'M601 own-notification',
    });
  });

  it('in a circle is stopped', async () => {
    expect(await verdictOn({ Received: Array.from({ length: 60 }, () => 'from a by b') })).toMatchObject({ reason: 'M204 too-many-hops' });
  });
});

describe('the same message again', () => {
  it('is a duplicate before anything else', async () => {
    expect(await verdictOn({ 'Auto-Submitted': 'auto-replied' }, { duplicateOf: 'ledger row' })).toMatchObject({
      verdict: 'filtered',
      reason: 'M101 duplicate',
    });
  });
});

describe('a verdict', () => {
  const line = fc.record({
    From: fc.constantFrom('petra@kunde.example', STRANGER, 'hilfe@shop.example', 'MAILER-DAEMON@mx.example', ''),
    To: fc.constantFrom(REPLY_TO, EXPERT_ADDRESS, 'hilfe@shop.example'),
    Subject: fc.constantFrom('[#V-2026-000123] x', 'Undelivered Mail', 'Automatische Antwort: x', 'x'),
    'In-Reply-To': fc.constantFrom(OWN_ID, '<x@y.example>'),
    'Auto-Submitted': fc.constantFrom('no', 'auto-replied'),
  });

  it('always has a numbered reason that people can read, and never joins a stranger to a request', async () => {
    await fc.assert(
      fc.asyncProperty(
        line,
        fc.constantFrom('pass' as const, 'fail' as const, 'other' as const, 'none' as const),
        async (headers, authentication) => {
          const read = await parseMail(raw(headers));
          const verdict = classifyMail(read, { ...known, authentication, anchors: anchorsOf(read, { key: KEY, domain: DOMAIN }) });
          expect(Object.keys(REASONS)).toContain(verdict.reason);
          if (verdict.verdict === 'reply') {
            expect(read.from?.address).toBe('petra@kunde.example');
            expect(['pass', 'none']).toContain(authentication);
          }
          expect(verdict.verdict).not.toBe('expert-answer');
        },
      ),
      { numRuns: 200 },
    );
  });
});
