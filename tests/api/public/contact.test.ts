import { afterAll, beforeAll, expect, test } from 'vitest';
import { formBody, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const page = async (url: string, headers: Record<string, string> = {}) => shop.app.inject({ method: 'GET', url, headers });
const send = (fields: Record<string, string>, files: { name: string; content: Buffer }[] = []) =>
  shop.app.inject({ method: 'POST', url: '/contact/schoenkauf', ...formBody(fields, files) });
const tokenIn = (html: string) => /name="form" value="([^"]+)"/.exec(html)?.[1] ?? '';
const newForm = async (kind: string) => tokenIn((await page(`/contact/schoenkauf?kind=${kind}`)).body);
const requests = () =>
  shop.within((trx) => trx.selectFrom('request').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').execute());
const whole = {
  action: 'send',
  kind: 'complaint',
  lang: 'de',
  message: 'Schon wieder fehlt etwas.',
  name: 'Anna Berg',
  address: 'anna.berg@post.example',
};

test('the first page offers the kinds that the tenant has, in the visitor’s language', async () => {
  const german = await page('/contact/schoenkauf', { 'accept-language': 'de-DE,de;q=0.9' });
  expect(german.body).toContain('Bestellfehler, sofort stoppen');
  expect(german.body).not.toContain('Gewinnspiel');
  const english = await page('/contact/schoenkauf', { 'accept-language': 'fr,en;q=0.5' });
  expect(english.body).toContain('<html lang="en">');
  expect(english.body).toContain('Faulty order, stop at once');
});

test('a choice asks the facts that its kind needs', async () => {
  const faulty = await page('/contact/schoenkauf?kind=faulty-order');
  expect(faulty.body).toContain('name="fact-order"');
  expect(faulty.body).toContain('name="fact-change"');
  const general = await page('/contact/schoenkauf?kind=general');
  expect(general.body).not.toContain('fact-order');
});

test('the pages and their stylesheet are small and need no script', async () => {
  const form = await page('/contact/schoenkauf?kind=faulty-order');
  const style = /href="(\/public\/style-[^"]+)"/.exec(form.body)?.[1] ?? '';
  const css = await page(style);
  expect(css.headers['cache-control']).toContain('immutable');
  expect(form.body.length + css.body.length).toBeLessThan(20_000);
  expect(form.body).not.toContain('<script');
});

test('a sent form is one request with its kind, its facts and its files, however often it is sent', async () => {
  const form = await newForm('faulty-order');
  const fields = { ...whole, kind: 'faulty-order', form, 'fact-order': 'B-104711', 'fact-change': 'cancel' };
  const photo = { name: 'C:\\Bilder\\foto.png', content: Buffer.from('png') };
  const before = (await requests()).length;
  const [first, second] = await Promise.all([send(fields, [photo]), send(fields, [photo])]);
  expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
  expect(first.headers.location).toBe(second.headers.location);
  const all = await requests();
  expect(all.length).toBe(before + 1);
  expect(all[0]).toMatchObject({
    kind: 'faulty-order',
    channel: 'form',
    language: 'de',
    customer_class: 'A',
    requester_address: 'anna.berg@post.example',
  });
  const message = await shop.within((trx) =>
    trx.selectFrom('message').selectAll().where('request', '=', all[0]!.id).executeTakeFirstOrThrow(),
  );
  expect(message.text).toBe('Bestellnummer: B-104711\nWas soll geschehen?: Bestellung stornieren\n\nSchon wieder fehlt etwas.');
  const files = await shop.within((trx) => trx.selectFrom('attachment').selectAll().where('message', '=', message.id).execute());
  expect(files.map((file) => [file.filename, file.content_type])).toEqual([['foto.png', 'image/png']]);
  const events = await shop.within((trx) => trx.selectFrom('request_event').select('kind').where('request', '=', all[0]!.id).execute());
  expect(events).toEqual([{ kind: 'request-opened' }]);
});

test('going back and sending something else is a second message, not a lost one', async () => {
  const form = await newForm('complaint');
  await send({ ...whole, form });
  const changed = await send({ ...whole, form, message: 'Und noch etwas anderes.' });
  expect(changed.statusCode).toBe(422);
  expect(changed.body).toMatch(/schon angekommen \(Nummer V-\d{4}-\d{6}\)/);
  expect(changed.body).toContain('Und noch etwas anderes.');
  const again = await send({ ...whole, form: tokenIn(changed.body), message: 'Und noch etwas anderes.' });
  expect(again.statusCode).toBe(303);
});

test('mistakes are listed with links to their fields, and nothing entered is lost, files included', async () => {
  const form = await newForm('faulty-order');
  const before = (await requests()).length;
  const answer = await send({ ...whole, kind: 'faulty-order', form, 'fact-order': '<nummer>', address: 'anna', name: '' }, [
    { name: 'beleg.pdf', content: Buffer.from('pdf') },
    { name: 'virus.exe', content: Buffer.from('exe') },
  ]);
  expect(answer.statusCode).toBe(422);
  for (const field of ['fact-order', 'fact-change', 'name', 'address', 'files']) expect(answer.body).toContain(`<a href="#${field}">`);
  expect(answer.body).toContain('virus.exe: Diese Art von Datei');
  expect(answer.body).toContain('Schon wieder fehlt etwas.');
  expect(answer.body).toContain('&#60;nummer&#62;');
  expect(answer.body).not.toContain('<nummer>');
  expect((await requests()).length).toBe(before);
  const kept = /beleg\.pdf[\s\S]*?name="remove-([0-9a-f-]{36})"/.exec(answer.body);
  expect(kept).not.toBeNull();
  const sent = await send({ ...whole, kind: 'faulty-order', form, 'fact-order': 'B-104711', 'fact-change': 'address' });
  expect(sent.statusCode).toBe(303);
  const files = await shop.within((trx) => trx.selectFrom('attachment').select('filename').orderBy('id', 'desc').limit(1).execute());
  expect(files).toEqual([{ filename: 'beleg.pdf' }]);
});

test('switching the language sends nothing and keeps what was typed', async () => {
  const form = await newForm('complaint');
  const before = (await requests()).length;
  const switched = await send({ ...whole, form, action: 'switch' });
  expect(switched.statusCode).toBe(200);
  expect(switched.body).toContain('<html lang="en">');
  expect(switched.body).toContain('Complaint');
  expect(switched.body).toContain('Schon wieder fehlt etwas.');
  expect(tokenIn(switched.body)).toBe(form);
  expect((await requests()).length).toBe(before);
});

test('more than five files are refused by name, also over several tries', async () => {
  const form = await newForm('complaint');
  const files = [1, 2, 3, 4].map((n) => ({ name: `foto${n}.jpg`, content: Buffer.from(`${n}`) }));
  await send({ ...whole, form, message: '' }, files);
  const answer = await send(
    { ...whole, form },
    [5, 6].map((n) => ({ name: `foto${n}.jpg`, content: Buffer.from(`${n}`) })),
  );
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('foto6.jpg: Mehr als 5 Dateien');
  expect(answer.body).toContain('foto5.jpg <small>');
});

test('a file over ten megabytes is refused and the rest of the form kept', async () => {
  const form = await newForm('complaint');
  const answer = await send({ ...whole, form }, [{ name: 'riesig.jpg', content: Buffer.alloc(10 * 1024 * 1024 + 1) }]);
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('riesig.jpg: Die Datei ist größer als 10 MB.');
  expect(answer.body).toContain('Schon wieder fehlt etwas.');
});

test('a filled honeypot is said, not swallowed', async () => {
  const answer = await send({ ...whole, form: await newForm('complaint'), website: 'http://spam.example' });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('verstecktes Feld');
});

test('the receipt names number and time; while the process has not promised one it says so honestly', async () => {
  const sent = await send({ ...whole, form: await newForm('complaint') });
  const receipt = await page(String(sent.headers.location));
  const [request] = await requests();
  expect(receipt.body).toContain(request!.number);
  expect(receipt.body).toContain('spätestens in 24 Stunden');
  await shop.within((trx) =>
    trx
      .insertInto('promise')
      .values({ request: request!.id, told_by: 'acknowledgement', due_at: new Date('2026-11-23T13:00:00Z') })
      .execute(),
  );
  const later = await page(String(sent.headers.location));
  expect(later.body).toContain('Montag, 23. November 2026, 14:00 Uhr');
  expect(later.body).toContain('Schon wieder fehlt etwas.');
  expect(later.headers['referrer-policy']).toBe('no-referrer');
  expect(later.headers['cache-control']).toBe('no-store');
});

test('an unknown shop and an unknown receipt are pages that say so', async () => {
  expect((await page('/contact/nirgends')).statusCode).toBe(404);
  expect((await page(`/contact/schoenkauf/received/${'a'.repeat(43)}`)).statusCode).toBe(404);
});

test('the log knows neither names nor texts nor receipts', async () => {
  const sent = await send({ ...whole, form: await newForm('complaint') });
  await page(String(sent.headers.location));
  const log = shop.logged.join('');
  expect(log).toContain('/contact/:slug');
  for (const secret of ['anna.berg', 'Schon wieder', String(sent.headers.location).split('/')[4]!.slice(0, 20)])
    expect(log).not.toContain(secret);
});
