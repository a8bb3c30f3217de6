import { afterAll, beforeAll, expect, test } from 'vitest';
import { tryMailbox } from '../../../activities/mail/try-mailbox.ts';
import type { MailServer } from '../../../commands/servers/mail-server.ts';
import { seal } from '../../../config/secret.ts';
import { askTrial, trialById } from '../../../db/mailbox-trials.ts';
import { attachMailServer, createSetting, mailText, type Setting, shop } from './setting.ts';

let setting: Setting;
let server: MailServer;

beforeAll(async () => {
  setting = await createSetting();
  server = await attachMailServer(setting);
});
afterAll(async () => {
  await server.stop();
  await setting.end();
});

/** @param password null: the mailbox's own. */
async function tried(password: string | null, more: { smtpPort?: number } = {}) {
  const at = (port: number) => ({ host: '127.0.0.1', port, secure: false, user: shop });
  const settings = { address: shop, language: 'de' as const, imap: at(server.ports.imap), smtp: at(more.smtpPort ?? server.ports.smtp) };
  const secret = password === null ? null : seal(setting.deps.services.secretKey, password);
  const trial = await setting.inTenant((trx) => askTrial(trx, { mailbox: setting.mailbox, settings, secret }));
  await tryMailbox(setting.deps, { tenant: setting.tenant, trial });
  return setting.inTenant((trx) => trialById(trx, trial));
}

test('settings that work are told with what lies on the server, and nothing of it is read', async () => {
  server.deliver(mailText({}), { from: 'anna@kunden.example', to: [shop] });
  const found = { imap: { error: null, folders: expect.arrayContaining(['INBOX']) as string[], messages: 1 }, smtp: { error: null } };
  expect(await tried(null)).toMatchObject(found);
  const ledger = await setting.inTenant((trx) => trx.selectFrom('inbound_mail').select('id').execute());
  expect(ledger).toEqual([]);
});

test('a wrong password and a server that is not there are told apart, each for itself; the password is forgotten', async () => {
  const row = await tried('falsch', { smtpPort: 1 });
  expect(row).toMatchObject({ imap: { error: { code: 'login-refused' } }, smtp: { error: { code: 'unreachable' } }, secret: null });
});
