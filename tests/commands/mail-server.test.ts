import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ImapFlow, type MessageStructureObject } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterEach, expect, test } from 'vitest';
import { type MailServer, postOffice, startMailServer, type Verdict } from '../../commands/servers/mail-server.ts';

const service = { address: 'service@drogerie.example', password: 'geheim' };
const anna = { address: 'anna@kunden.example', password: 'anna' };
const cleanUp: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vorgang-mail-'));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(verdict: () => Verdict = () => 'accept', folder?: string): Promise<MailServer> {
  const used = folder ?? (await temporaryFolder());
  const server = await startMailServer({ folder: used, smtpPort: 0, imapPort: 0, mailboxes: [service, anna], log: () => {}, verdict });
  cleanUp.push(() => server.stop());
  return server;
}

async function signIn(server: MailServer, user: string, pass: string): Promise<ImapFlow> {
  const client = new ImapFlow({ host: '127.0.0.1', port: server.ports.imap, secure: false, auth: { user, pass }, logger: false });
  client.on('error', () => {});
  await client.connect();
  cleanUp.push(() => client.close());
  return client;
}

const send = (server: MailServer, to: string, subject: string, more: object = {}) =>
  createTransport({ host: '127.0.0.1', port: server.ports.smtp, secure: false }).sendMail({
    from: anna.address,
    to,
    subject,
    text: `Text: ${subject}`,
    ...more,
  });

test('a mail sent by SMTP is in the mailbox of its recipient and counted by its Message-ID', async () => {
  const server = await start();
  const { messageId } = await send(server, service.address, 'Glas zerbrochen – Größe L');
  const client = await signIn(server, service.address, service.password);
  await client.mailboxOpen('INBOX');
  const mail = await client.fetchOne('*', { envelope: true, source: true, flags: true, internalDate: true, bodyStructure: true });
  if (!mail) throw new Error('no mail');
  expect(mail.envelope).toMatchObject({ subject: 'Glas zerbrochen – Größe L', messageId, from: [{ address: anna.address }] });
  expect(mail.source?.toString()).toContain('Delivered-To: service@drogerie.example');
  expect(mail.bodyStructure).toMatchObject({ type: 'text/plain', encoding: 'quoted-printable' });
  expect(server.acceptedByMessageId()).toEqual(new Map([[messageId, 1]]));
});

test('a waiting client hears of a new mail at once', async () => {
  const server = await start();
  const client = await signIn(server, service.address, service.password);
  await client.mailboxOpen('INBOX');
  const heard = new Promise((resolve) => client.once('exists', resolve));
  const idle = client.idle();
  await send(server, service.address, 'Eins');
  expect(await heard).toMatchObject({ count: 1, prevCount: 0 });
  await client.noop();
  await idle;
  expect(await client.search({ all: true }, { uid: true })).toEqual([1]);
});

test('UIDs, flags, dates and UIDVALIDITY are the same after a restart, and a UID is never used again', async () => {
  const folder = await temporaryFolder();
  const first = await start(undefined, folder);
  for (const subject of ['Eins', 'Zwei', 'Drei']) await send(first, service.address, subject);
  const client = await signIn(first, service.address, service.password);
  const { uidValidity } = await client.mailboxOpen('INBOX');
  await client.messageFlagsAdd('2', [String.raw`\Seen`, '$Vorgang']);
  await client.messageDelete('3');
  const before = first.list(service.address);
  await first.stop();

  const second = await start(undefined, folder);
  expect(second.list(service.address)).toEqual(before);
  expect(before.map(({ uid, flags }) => [uid, flags])).toEqual([
    [1, []],
    [2, [String.raw`\Seen`, '$Vorgang']],
  ]);
  await send(second, service.address, 'Vier');
  const again = await signIn(second, service.address, service.password);
  const opened = await again.mailboxOpen('INBOX');
  expect(opened.uidValidity).toBe(uidValidity);
  expect(await again.search({ all: true }, { uid: true })).toEqual([1, 2, 4]);
});

test('mail to a domain that exists in the world is refused', async () => {
  const server = await start();
  await expect(send(server, 'somebody@example.com', 'Hallo')).rejects.toMatchObject({ responseCode: 550 });
  await expect(send(server, 'somebody@test.de', 'Hallo')).rejects.toMatchObject({ responseCode: 550 });
  expect(server.addresses()).toEqual([anna.address, service.address]);
});

test('a mailbox opens with its own password or the master password and with no other', async () => {
  const server = await start();
  await expect(signIn(server, service.address, anna.password)).rejects.toMatchObject({ authenticationFailed: true });
  await expect(signIn(server, 'nobody@kunden.example', '')).rejects.toThrow();
  await signIn(server, 'nobody@kunden.example', server.masterPassword);
});

test('the post office sees every inbox by its address and changes nothing', async () => {
  const server = await start();
  await send(server, 'experte@glas.example', 'Frage', { bcc: service.address });
  const client = await signIn(server, postOffice, server.masterPassword);
  const folders = await client.list({ statusQuery: { messages: true } });
  expect(folders.map(({ path, status }) => [path, status?.messages])).toEqual([
    [anna.address, 0],
    ['experte@glas.example', 1],
    [service.address, 1],
  ]);
  const { readOnly } = await client.mailboxOpen(service.address);
  expect(readOnly).toBe(true);
  await client.fetchOne('1', { source: true });
  expect(server.list(service.address)[0]?.flags).toEqual([]);
});

test('mails are found by header, moved and appended with a special folder', async () => {
  const server = await start();
  const { messageId } = await send(server, service.address, 'Eins');
  await send(server, service.address, 'Zwei');
  const client = await signIn(server, service.address, service.password);
  await client.mailboxOpen('INBOX');
  expect(await client.search({ header: { 'message-id': messageId } })).toEqual([1]);
  expect(await client.search({ or: [{ subject: 'zwei' }, { seen: true }] })).toEqual([2]);
  expect(await client.search({ since: new Date(Date.now() - 86_400_000), not: { subject: 'eins' } })).toEqual([2]);
  const moved = await client.messageMove('1', 'Archive');
  expect(moved && moved.uidMap).toEqual(new Map([[1, 1]]));
  const sent = (await client.list()).find(({ specialUse }) => specialUse === String.raw`\Sent`);
  const raw = Buffer.from('Message-ID: <a@drogerie.example>\r\nSubject: Gr\xfc\xdfe\r\n\r\n\x00\xff\r\n', 'latin1');
  await client.append(sent!.path, raw, [String.raw`\Seen`], new Date('2026-11-08T09:30:00Z'));
  expect(server.list(service.address, 'Sent')).toEqual([
    { uid: 1, raw, receivedAt: new Date('2026-11-08T09:30:00Z'), flags: [String.raw`\Seen`] },
  ]);
  expect(server.list(service.address).map(({ uid }) => uid)).toEqual([2]);
});

test('parts of a mail with attachments are read one by one', async () => {
  const server = await start();
  const content = Buffer.from(Array.from({ length: 3000 }, (_, index) => index % 256));
  await send(server, service.address, 'Foto', { html: '<p>Zerbrochen</p>', attachments: [{ filename: 'foto.jpg', content }] });
  const client = await signIn(server, service.address, service.password);
  await client.mailboxOpen('INBOX');
  const mail = await client.fetchOne('1', { bodyStructure: true, headers: ['subject'] });
  if (!mail) throw new Error('no mail');
  expect(mail.headers?.toString().trim()).toBe('Subject: Foto');
  const types = (part: MessageStructureObject): unknown => (part.childNodes ? [part.type, ...part.childNodes.map(types)] : part.type);
  expect(types(mail.bodyStructure!)).toEqual(['multipart/mixed', ['multipart/alternative', 'text/plain', 'text/html'], 'image/jpeg']);
  const { content: stream, meta } = await client.download('1', '2');
  expect(meta?.filename).toBe('foto.jpg');
  expect(await buffer(stream!)).toEqual(content);
});

test('a test decides that a mail is refused, or kept while the sender never hears of it', async () => {
  const verdicts: Verdict[] = [{ refuse: 451, text: 'Try later' }, 'accept-and-hang-up', 'hang-up', 'accept'];
  const server = await start(() => verdicts.shift()!);
  await expect(send(server, service.address, 'Eins')).rejects.toMatchObject({ responseCode: 451 });
  await expect(send(server, service.address, 'Zwei')).rejects.toThrow('Connection closed unexpectedly');
  await expect(send(server, service.address, 'Drei')).rejects.toThrow('Connection closed unexpectedly');
  await send(server, service.address, 'Vier');
  expect(server.list(service.address)).toHaveLength(2);
});

test('a folder that was numbered anew has another UIDVALIDITY', async () => {
  const server = await start();
  await send(server, service.address, 'Eins');
  const client = await signIn(server, service.address, service.password);
  const before = (await client.mailboxOpen('INBOX')).uidValidity;
  server.renumber(service.address);
  expect((await client.mailboxOpen('Archive')).exists).toBe(0);
  const after = await client.mailboxOpen('INBOX');
  expect(after.uidValidity).not.toBe(before);
  expect(after.exists).toBe(1);
});

test('five thousand mails are delivered, read and survive in seconds', async () => {
  const folder = await temporaryFolder();
  const server = await start(undefined, folder);
  for (let index = 0; index < 5000; index++) {
    server.deliver(`Message-ID: <${index}@kunden.example>\r\nSubject: ${index}\r\n\r\n${'x'.repeat(2000)}\r\n`, {
      from: anna.address,
      to: [service.address],
    });
  }
  await server.stop();
  const again = await start(undefined, folder);
  const client = await signIn(again, service.address, service.password);
  await client.mailboxOpen('INBOX');
  let read = 0;
  for await (const mail of client.fetch('1:*', { uid: true, source: true })) read += mail.source?.length ? 1 : 0;
  expect(read).toBe(5000);
});
