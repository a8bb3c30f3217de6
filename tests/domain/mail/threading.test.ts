import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anchorsOf,
  idsToLookUp,
  newMessageId,
  readToken,
  replyAddress,
  replyToken,
  subjectTagsOf,
  taggedSubject,
} from '../../../domain/mail/threading.ts';
import { CONSULTATION, DOMAIN, KEY, mail, OTHER_REQUEST, OWN_ID, REPLY_TO, REQUEST } from './mails.ts';

const own = { key: KEY, domain: DOMAIN };

describe('a reply token', () => {
  it('is read back in any case, for both purposes, and fits into an address', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const token = replyToken({ requestId: id, key: KEY });
        expect(readToken(token.toUpperCase(), KEY)).toEqual({ purpose: 'request', id });
        expect(readToken(replyToken({ consultationId: id, key: KEY }), KEY)).toEqual({ purpose: 'consultation', id });
        expect(
          replyAddress({ mailbox: 'kundendienst.hilfe12@shop.example', requestId: id, key: KEY }).split('@')[0]!.length,
        ).toBeLessThanOrEqual(64);
      }),
    );
  });

  it('is worth nothing with one changed letter, wherever it is', () => {
    const token = replyToken({ requestId: REQUEST, key: KEY });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'.split('')), (at, letter) => {
        fc.pre(token[at] !== letter);
        expect(readToken(token.slice(0, at) + letter + token.slice(at + 1), KEY)).toBeNull();
      }),
    );
  });

  it('is worth nothing under another key, or for another purpose', () => {
    const token = replyToken({ requestId: REQUEST, key: KEY });
    expect(readToken(token, 'another key')).toBeNull();
    expect(readToken(`c${token.slice(1)}`, KEY)).toBeNull();
  });

  it('stays valid after a change of the key as long as the old one is kept', () => {
    const token = replyToken({ requestId: REQUEST, key: 'old' });
    expect(readToken(token, ['new', 'old'])).toEqual({ purpose: 'request', id: REQUEST });
    expect(readToken(token, ['new'])).toBeNull();
  });

  it('is refused without a key, for an id that is no UUID, and for a mailbox with too long a name', () => {
    expect(() => replyToken({ requestId: REQUEST, key: '' })).toThrow('no key');
    expect(() => replyToken({ requestId: '17', key: KEY })).toThrow('no lower-case UUID');
    expect(() => replyAddress({ mailbox: 'a-very-long-mailbox-name@shop.example', requestId: REQUEST, key: KEY })).toThrow(
      '1 to 20 characters',
    );
  });
});

describe('the anchors of a mail', () => {
  it('are found in the reply address, wherever the server noted it', async () => {
    const expected = [{ purpose: 'request', id: REQUEST, source: 'reply-address' }];
    expect(anchorsOf(await mail({ To: REPLY_TO.toUpperCase() }), own)).toEqual(expected);
    expect(anchorsOf(await mail({ Cc: REPLY_TO }), own)).toEqual(expected);
    expect(anchorsOf(await mail({ 'Delivered-To': REPLY_TO }), own)).toEqual(expected);
  });

  it('come nearest first: In-Reply-To, the newest reference, the address', async () => {
    const id = (requestId: string): string => newMessageId({ id: 'x', domain: DOMAIN, token: replyToken({ requestId, key: KEY }) });
    const read = await mail({ To: REPLY_TO, References: `${id(OTHER_REQUEST)} <foreign@x.example>`, 'In-Reply-To': '<foreign@x.example>' });
    expect(anchorsOf(read, own).map((one) => [one.source, one.id])).toEqual([
      ['references', OTHER_REQUEST],
      ['reply-address', REQUEST],
    ]);
    expect(anchorsOf(await mail({ 'In-Reply-To': OWN_ID, To: REPLY_TO }), own)).toEqual([
      { purpose: 'request', id: REQUEST, source: 'in-reply-to' },
    ]);
  });

  it('lead to a consultation where the token is made for it', async () => {
    const to = replyAddress({ mailbox: 'hilfe@shop.example', consultationId: CONSULTATION, key: KEY });
    expect(anchorsOf(await mail({ To: to }), own)).toEqual([{ purpose: 'consultation', id: CONSULTATION, source: 'reply-address' }]);
  });

  it('are nothing that stands in text or subject, in a foreign domain, or is made up', async () => {
    const { length } = anchorsOf(
      await mail({ Subject: REPLY_TO, To: 'hilfe+V-2026-000123@shop.example', References: OWN_ID.replace(DOMAIN, 'x.example') }, REPLY_TO),
      own,
    );
    expect(length).toBe(0);
  });

  it('may be looked up by id, nearest first, the own id too', async () => {
    const read = await mail({ 'In-Reply-To': '<c@x>', References: '<a@x> <b@x> <c@x>' });
    expect(idsToLookUp(read)).toEqual(['<c@x>', '<b@x>', '<a@x>', '<one@kunde.example>']);
  });
});

describe('the subject tag', () => {
  it('is found among prefixes, in any case, each once', () => {
    expect(subjectTagsOf('AW: [#v-2026-000123] Re: [# V-2026-000123 ] Paket [#V-2026-000124]')).toEqual(['V-2026-000123', 'V-2026-000124']);
    expect(subjectTagsOf('[#4711] XV-2026-000123 V-2026-1234 V-2026-0001234567')).toEqual([]);
  });

  it.each([
    ['without its brackets', 'Zu V-2026-000123: noch eine Frage'],
    ['with another program’s dashes', 'AW: [#V–2026‑000123] Paket'],
    ['with blanks', 'AW: [#V - 2026 - 000123] Paket'],
    ['in full-width letters', 'Re：［＃Ｖ－２０２６－０００１２３］ Paket'],
    ['with invisible characters in it', 'Re: [#V-2026-\u200b000123] Paket'],
  ])('is found %s', (_how, subject) => {
    expect(subjectTagsOf(subject)).toEqual(['V-2026-000123']);
  });

  it('stands once in what we send', () => {
    expect(taggedSubject('Re: [#V-2026-000123] Paket', 'V-2026-000123')).toBe('[#V-2026-000123] Re: Paket');
    expect(taggedSubject('', 'V-2026-000123')).toBe('[#V-2026-000123]');
  });
});
