import { afterEach, beforeEach, expect, it } from 'vitest';
import { accessTokenOf } from '../../../activities/mail/access-token.ts';
import { openImap } from '../../../activities/mail/imap-connection.ts';
import { mailServersOf } from '../../../activities/mail/servers.ts';
import { withSmtp } from '../../../activities/mail/smtp-connections.ts';
import { watch } from '../../../activities/mail/watch-mailbox.ts';
import { seal, unseal } from '../../../config/secret.ts';
import { json } from '../../../db/client.ts';
import { enterRefreshToken, type TokenRow } from '../../../db/mailbox-tokens.ts';
import { mailboxById } from '../../../db/mailboxes.ts';
import type { MailServer } from '../../../commands/servers/mail-server.ts';
import { startTokenServer, type TokenServer } from '../../faults/token-server.ts';
import { attachMailServer, createSetting, type Setting } from './setting.ts';

let setting: Setting;
let provider: TokenServer;
let server: MailServer;
const key = (): string => setting.deps.services.secretKey;

beforeEach(async () => {
  setting = await createSetting();
  provider = await startTokenServer({ refresh_token_expires_in: 10 * 86_400 });
  server = await attachMailServer(setting, undefined, (_user, token) => provider.isValid(token));
  await setting.inTenant(async (trx) => {
    const oauth = json({ tokenUrl: provider.url, clientId: 'vorgang', scope: 'imap smtp' });
    await trx
      .updateTable('mailbox')
      .set({ oauth, secret: seal(key(), 'client secret') })
      .execute();
    await enterRefreshToken(trx, setting.mailbox, seal(key(), provider.consent()));
  });
});
afterEach(async () => {
  await server.stop();
  await provider.stop();
  await setting.end();
});

const row = (): Promise<TokenRow> => setting.inTenant((trx) => trx.selectFrom('mailbox_token').selectAll().executeTakeFirstOrThrow());
const change = (columns: Partial<TokenRow>): Promise<unknown> =>
  setting.inTenant((trx) => trx.updateTable('mailbox_token').set(columns).execute());
const mailbox = async () => {
  const found = await setting.inTenant((trx) => mailboxById(trx, setting.mailbox));
  if (!found?.oauth) throw new Error('The mailbox has no OAuth.');
  return { ...found, oauth: found.oauth };
};
const token = async (): Promise<string> => accessTokenOf(setting.deps, setting.tenant, await mailbox());
/** As if the access token had ended. */
const end = (): Promise<unknown> => change({ access_until: new Date() });

it('reads and sends with an access token, and asks for one only when the last one ends', async () => {
  const { imap, smtp } = await mailServersOf(setting.deps, setting.tenant, await mailbox());
  const connection = await openImap(imap);
  expect((await connection.client.mailboxOpen('INBOX')).path).toBe('INBOX');
  await connection.close();
  expect(
    await withSmtp(smtp, { width: 1, limits: setting.deps.smtpLimits }, (smtpConnection) =>
      Promise.resolve({ result: smtpConnection.authenticated, isGood: false }),
    ),
  ).toBe(true);
  await token();
  expect(provider.counts).toMatchObject({ given: 1, asked: 1 });
  await end();
  await token();
  expect(provider.counts).toMatchObject({ given: 2, reused: 0 });
});

it('one refresh at a time, however many ask, and the new refresh token is kept sealed before the access token is used', async () => {
  const tokens = await Promise.all(Array.from({ length: 6 }, token));
  expect(new Set(tokens).size).toBe(1);
  expect(provider.counts).toEqual({ given: 1, reused: 0, faults: 0, asked: 1 });
  const { refresh_token: sealed, access_token: sealedAccess } = await row();
  expect(sealed.toString('latin1')).not.toContain('refresh-');
  expect(unseal(key(), sealed)).toMatch(/^refresh-\d+$/);
  expect(unseal(key(), sealedAccess ?? Buffer.alloc(0))).toBe(tokens[0]);
});

it('a failing provider is left alone for a while, told of after the first failure, and forgotten after a success', async () => {
  provider.fail('busy');
  await expect(token()).rejects.toMatchObject({ code: 'OAUTH_ENDPOINT' });
  await expect(token()).rejects.toMatchObject({ code: 'OAUTH_ENDPOINT' });
  expect(provider.counts.asked).toBe(1);
  expect(await row()).toMatchObject({ failures: 1, error: expect.stringContaining('Zugriffstoken') });
  await change({ failed_at: new Date(0) });
  expect(await token()).toMatch(/^access-/);
  expect(await row()).toMatchObject({ failures: 0, error: null });
});

it.each([
  ['cut', 'OAUTH_ENDPOINT', 'weiter versucht'],
  ['nonsense', 'OAUTH_ENDPOINT', 'weiter versucht'],
  ['revoked', 'OAUTH_GRANT', 'neu zustimmen'],
] as const)('says in plain words what a provider that answers with "%s" means, without a token', async (fault, code, words) => {
  provider.fail(fault);
  const error = await watch(
    setting.deps,
    { tenant: setting.tenant, mailbox: setting.mailbox, generation: 1 },
    new AbortController().signal,
  ).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ type: 'mailbox-unreachable' });
  expect((await mailbox()).last_error).toContain(words);
  expect((await row()).error).toContain(words);
  expect(JSON.stringify([setting.warnings, (await mailbox()).last_error, String(error)])).not.toMatch(/refresh-|access-/);
  await change({ failed_at: new Date(0) });
  provider.fail(fault);
  await expect(token()).rejects.toMatchObject({ code });
});

it('an access token that the server refuses is asked for anew, but not again and again', async () => {
  await token();
  provider.revokeAccess();
  const fail = () => watch(setting.deps, { tenant: setting.tenant, mailbox: setting.mailbox, generation: 1 }, new AbortController().signal);
  await expect(fail()).rejects.toThrow('login-refused');
  await expect(fail()).rejects.toThrow('login-refused');
  expect(provider.counts.asked).toBe(1);
  await change({ refreshed_at: new Date(Date.now() - 600_000) });
  await expect(fail()).rejects.toThrow('login-refused');
  expect(await token()).toBe('access-4');
  expect(provider.counts).toMatchObject({ asked: 2, reused: 0 });
});

it('knows when the provider wants consent again', async () => {
  await token();
  const days = (Number((await row()).refresh_until) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(9.9);
  expect(days).toBeLessThanOrEqual(10);
});
