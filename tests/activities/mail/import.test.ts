import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importMails, type Summary } from '../../../activities/mail/import/import-mails.ts';
import { maildirSource } from '../../../activities/mail/import/maildir.ts';
import { mboxSource } from '../../../activities/mail/import/mbox.ts';
import type { Source } from '../../../activities/mail/import/source.ts';
import { takeIn } from '../../../activities/mail/intake.ts';
import { searchRequests } from '../../../db/request-search.ts';
import { allTenants } from '../../../db/stuck.ts';
import { createSetting, mailText, type Setting, settingIn, shop } from './setting.ts';
import { stores } from './stores.ts';

let first: Setting;
const disk = stores();
beforeAll(async () => {
  first = await createSetting();
});
afterAll(async () => {
  await first.end();
  disk.end();
});

async function freshTenant(): Promise<Setting> {
  return settingIn(first.database, `shop-${(await allTenants(first.db)).length}`);
}
const importInto = ({ db, tenant, mailbox }: Setting, sources: Source[], since: Date | null = null): Promise<Summary> =>
  importMails(db, { tenant, mailbox, sources, since, onProgress: () => undefined });
const ledger = (s: Setting) => s.inTenant((trx) => trx.selectFrom('inbound_mail').selectAll().orderBy('seq').execute());
const requests = (s: Setting) => s.inTenant((trx) => trx.selectFrom('request').selectAll().orderBy('created_at').execute());
const messages = (s: Setting, request: string) =>
  s.inTenant((trx) => trx.selectFrom('message').selectAll().where('request', '=', request).orderBy('created_at').execute());

const inReplyTo = (...ids: string[]): string[] => [`In-Reply-To: ${ids.at(-1)}`, `References: ${ids.join(' ')}`];
const at = (day: number, hour = 9): string => new Date(Date.UTC(2021, 4, day, hour)).toUTCString();
const [question, answer, thanks] = ['<frage@kunden.example>', '<antwort@shop.example>', '<danke@kunden.example>'] as const;
const thread = {
  question: mailText({
    id: question,
    date: at(3),
    subject: 'Wo bleibt das Paket?',
    text: 'Die Zahnbürste fehlt.\n\nFrom here on nothing.',
  }),
  answer: mailText({
    id: answer,
    date: at(4),
    from: `Der Shop <${shop}>`,
    to: 'Anna Amsel <anna@kunden.example>',
    subject: 'Re: Wo bleibt das Paket?',
    text: 'Es ist unterwegs.',
    headers: inReplyTo(question),
  }),
  thanks: mailText({ id: thanks, date: at(5), subject: 'Re: Wo bleibt das Paket?', text: 'Danke!', headers: inReplyTo(question, answer) }),
};

it('a conversation of before our time becomes one archived request of its customer, answers of ours included, whatever the order and in two stores', async () => {
  const s = await freshTenant();
  const sources = [
    await mboxSource(disk.mbox([thread.thanks, thread.question])),
    await maildirSource(disk.maildir({ 'cur/1:2,S': thread.answer })),
  ];
  expect(await importInto(s, sources)).toMatchObject({ read: 3, request: 1, message: 1, answer: 1 });
  const [request, ...more] = await requests(s);
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    number: 'V-2021-000001',
    status: 'archived',
    customer_class: 'A',
    requester_address: 'anna@kunden.example',
    created_at: new Date(at(3)),
    first_responded_at: new Date(at(4)),
    closed_at: new Date(at(5)),
    next_timer_at: null,
    process: null,
  });
  const found = await messages(s, request!.id);
  expect(found.map(({ type, created_at }) => [type, created_at])).toEqual([
    ['customer', new Date(at(3))],
    ['agent', new Date(at(4))],
    ['customer', new Date(at(5))],
  ]);
  expect(found[0]?.text).toContain('\nFrom here on nothing.');
  expect((await ledger(s)).map(({ folder, verdict, reason }) => [folder, verdict, reason])).toEqual([
    [':import', 'request', 'M811 history'],
    [':import', 'reply', 'M812 own-history'],
    [':import', 'reply', 'M811 history'],
  ]);
  const { items } = await s.inTenant((trx) => searchRequests(trx, { search: 'Zahnbürste', limit: 10 }));
  expect(items.map(({ id, status }) => [id, status])).toEqual([[request!.id, 'archived']]);
  for (const table of ['outbox', 'task', 'job', 'request_event', 'promise'] as const) {
    expect(await s.inTenant((trx) => trx.selectFrom(table).select('id').execute())).toEqual([]);
  }
  const entries = await s.inTenant((trx) => trx.selectFrom('archive_entry').select(['request', 'content']).execute());
  expect(entries).toHaveLength(1);
  expect(entries[0]?.content).toMatchObject({ originals: [{}, {}, {}], messages: [{}, {}, {}] });
});

it('started again it goes on: nothing comes twice, and what has come since joins its request', async () => {
  const s = await freshTenant();
  await importInto(s, [await mboxSource(disk.mbox([thread.question, thread.answer]))]);
  const again = await importInto(s, [await mboxSource(disk.mbox([thread.question, thread.answer, thread.thanks, thread.thanks]))]);
  expect(again).toMatchObject({ read: 4, known: 2, twice: 1, message: 1, request: 0 });
  const [request, ...more] = await requests(s);
  expect(more).toEqual([]);
  expect(await messages(s, request!.id)).toHaveLength(3);
  expect(request).toMatchObject({ status: 'archived', closed_at: new Date(at(5)) });
  // Both imports at once.
  const t = await freshTenant();
  const both = [thread.question, thread.answer].map(async () =>
    importInto(t, [await mboxSource(disk.mbox([thread.question, thread.answer]))]),
  );
  await Promise.all(both);
  expect(await ledger(t)).toHaveLength(2);
});

it('an import that breaks off in between has whole conversations or nothing of them', async () => {
  const s = await freshTenant();
  const other = mailText({ id: '<andere@kunden.example>', date: at(20), subject: 'Etwas anderes' });
  const file = disk.mbox([thread.question, thread.answer, other]);
  const source = await mboxSource(file);
  let reads = 0;
  const gone = Promise.reject(new Error('The disk is gone.'));
  gone.catch(() => undefined);
  const broken: Source = { ...source, read: (place) => ((reads += 1) === 2 ? gone : source.read(place)) };
  await expect(importInto(s, [broken])).rejects.toThrow('The disk is gone.');
  expect(await ledger(s)).toEqual([]);
  expect(await importInto(s, [source])).toMatchObject({ request: 2, answer: 1 });
});

it('what is no part of a conversation stands in the ledger with its reason, and the counts add up', async () => {
  const s = await freshTenant();
  const live = await s.receive(`Received: by imap.shop.example\r\n${thread.thanks}`);
  const store = disk.maildir({
    'cur/1:2,S': thread.question,
    'cur/2:2,DS': mailText({ id: '<entwurf@shop.example>', from: shop }),
    'cur/3:2,ST': mailText({ id: '<weg@kunden.example>' }),
    'new/4': thread.thanks,
    'new/5': 'kein Kopf und kein Absender',
    'new/6': mailText({
      from: 'Mail Delivery System <mailer-daemon@mx.example>',
      subject: 'Undelivered Mail Returned to Sender',
      text: 'user unknown',
    }),
    'new/7': mailText({ headers: ['Auto-Submitted: auto-replied', ...inReplyTo(question)], date: at(6), subject: 'Abwesend' }),
    'new/8': '',
    'tmp/9': mailText({}),
    '.Sent/cur/10:2,S': thread.answer,
    '.Archiv/cur/11:2,S': mailText({ date: new Date('2019-02-01').toUTCString() }),
  });
  const summary = await importInto(s, [await maildirSource(store)], new Date('2020-01-01'));
  const { read, ...parts } = summary;
  expect(read).toBe(10);
  expect(Object.values(parts).reduce((sum, one) => sum + one, 0)).toBe(read);
  expect(summary).toMatchObject({ before: 1, request: 1, answer: 1, machine: 2, duplicate: 1, failed: 0 });
  const rows = (await ledger(s)).filter(({ folder }) => folder === ':import');
  expect(rows).toHaveLength(9);
  const reasons = rows
    .map(({ reason }) => reason)
    .map(String)
    .toSorted();
  expect(reasons).toEqual([
    'M101 duplicate',
    'M301 not-delivered',
    'M401 auto-submitted',
    'M803 no-sender',
    'M803 no-sender',
    'M811 history',
    'M812 own-history',
    'M813 draft-or-deleted',
    'M813 draft-or-deleted',
  ]);
  const [folder] = await s.inTenant((trx) => trx.selectFrom('mailbox_folder').selectAll().execute());
  expect(folder).toMatchObject({ name: ':import', on_server: 9, in_ledger: 9, missing: 0 });
  // What came live is not touched.
  expect(await requests(s)).toHaveLength(2);
  await takeIn(s.deps, s.tenant, live.id);
  expect((await ledger(s)).find(({ id }) => id === live.id)).toEqual(live);
});

it('nobody joins the conversation of somebody else by naming its ids', async () => {
  const s = await freshTenant();
  const stranger = mailText({
    from: 'Eve <eve@anderswo.example>',
    date: at(6),
    headers: inReplyTo(question, answer),
    subject: 'Re: Wo bleibt das Paket?',
  });
  const mails = [thread.question, thread.answer, thread.thanks];
  await importInto(s, [await mboxSource(disk.mbox([...mails, stranger]))]);
  const late = mailText({
    from: 'Eve <eve@anderswo.example>',
    date: at(7),
    headers: inReplyTo(answer),
    subject: 'Re: Wo bleibt das Paket?',
  });
  await importInto(s, [await mboxSource(disk.mbox([late]))]);
  const all = await requests(s);
  expect(all.map(({ requester_address }) => requester_address)).toEqual([
    'anna@kunden.example',
    'eve@anderswo.example',
    'eve@anderswo.example',
  ]);
  expect(await messages(s, all[0]!.id)).toHaveLength(3);
});

it('an mbox gives back the bytes of its mails, whatever stands in them', async () => {
  const line = fc.oneof(
    fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
    fc.constantFrom(
      '',
      'From ',
      '>From x',
      '>>From me Mon Nov 23 10:00:00 2020',
      'From a@b Mon Nov 23 10:00:00 2020',
      'From 10:30 on in 2020',
    ),
  );
  const lineEnd = fc.constantFrom('\n' as const, '\r\n' as const);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(line, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
      lineEnd,
      async (bodies, end) => {
        const mails = bodies.map((lines) => Buffer.from(['Subject: x', '', ...lines, 'Ende', ''].join(end)));
        const source = await mboxSource(disk.mbox(mails, end));
        const found: Buffer[] = [];
        for await (const { raw, place } of source.mails()) {
          expect(await source.read(place)).toEqual(raw);
          found.push(raw);
        }
        expect(found.map(String)).toEqual(mails.map(String));
      },
    ),
    { numRuns: 60 },
  );
}, 30_000);
