import { afterAll, beforeAll, expect, it } from 'vitest';
import { openFollowUp, openRequest } from '../../db/requests.ts';
import { createSetting, mailText, type Setting } from '../activities/mail/setting.ts';

let setting: Setting;

beforeAll(async () => {
  setting = await createSetting();
});
afterAll(() => setting.end());

const opened = (more: Partial<Parameters<typeof openRequest>[1]> = {}) =>
  setting.inTenant((trx) =>
    openRequest(trx, {
      channel: 'form',
      subject: 'Kontakt',
      language: 'de',
      requester: { name: 'Anna', address: 'ANNA@kunden.example' },
      message: { text: 'Hallo' },
      key: `test:${Math.random()}`,
      ...more,
    }),
  );

it('a request of any channel knows its customer by the address, whatever its case', async () => {
  const { request, number } = await opened({ kind: 'complaint', receivedAt: new Date('2027-01-01T00:00:00Z') });
  const row = await setting.inTenant((trx) => trx.selectFrom('request').selectAll().where('id', '=', request).executeTakeFirstOrThrow());
  expect(row).toMatchObject({ number, kind: 'complaint', channel: 'form', customer_class: 'A', mailbox: null });
  expect(number).toBe('V-2027-000001');
});

it('a text too long for the search is cut, and its original stands in the ledger', async () => {
  const { message } = await opened({ message: { text: 'wörter '.repeat(60_000), quotedFrom: 400_000 } });
  const row = await setting.inTenant((trx) => trx.selectFrom('message').selectAll().where('id', '=', message).executeTakeFirstOrThrow());
  expect(row.text.length).toBeLessThan(100_010);
  expect(row.text.endsWith('[…]')).toBe(true);
  expect(row.quoted_from).toBeNull();
});

it('a reply to a request that is over moves into a new one that names the old one, and so does its ledger row', async () => {
  const first = await setting.receive(mailText({ subject: 'Paket' }));
  const { number } = await setting.inTenant((trx) =>
    trx
      .selectFrom('request')
      .select('number')
      .where('id', '=', first.request ?? '')
      .executeTakeFirstOrThrow(),
  );
  const reply = await setting.receive(mailText({ subject: `Re: [#${number}] Paket`, text: 'Es ist wieder kaputt.' }));
  const { message } = await setting.inTenant(async (trx) => {
    const row = await trx.selectFrom('request_event').select('payload').where('id', '=', reply.event).executeTakeFirstOrThrow();
    return row.payload as { message: string };
  });
  const follow = await setting.inTenant((trx) => openFollowUp(trx, { of: first.request ?? '', message }));
  const row = await setting.inTenant((trx) =>
    trx.selectFrom('request').selectAll().where('id', '=', follow.request).executeTakeFirstOrThrow(),
  );
  expect(row).toMatchObject({
    follows: first.request,
    customer_class: 'A',
    requester_address: 'anna@kunden.example',
    mailbox: setting.mailbox,
  });
  const moved = await setting.inTenant((trx) => trx.selectFrom('message').select('text').where('request', '=', follow.request).execute());
  expect(moved).toEqual([{ text: 'Es ist wieder kaputt.' }]);
  const ledger = await setting.inTenant((trx) => trx.selectFrom('inbound_mail').select(['request', 'verdict']).orderBy('seq').execute());
  expect(ledger).toEqual([
    { request: first.request, verdict: 'request' },
    { request: follow.request, verdict: 'reply' },
  ]);
});
