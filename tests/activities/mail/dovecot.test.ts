import { rmSync } from 'node:fs';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { expect, it } from 'vitest';
import { hasDovecot, startDovecot } from '../../servers/dovecot.ts';
import { mailText, pointTo, shop } from './setting.ts';
import { until, watching } from './watching.ts';

const w = watching();

it.skipIf(!hasDovecot)(
  'with Dovecot: old mail is left alone, new mail comes by IDLE, moved and renumbered mail makes nothing new, all is counted',
  async () => {
    const dovecot = await startDovecot();
    w.cleanUp(() => dovecot.stop());
    await pointTo(w.setting, { smtp: w.server.ports.smtp, imap: dovecot.port });
    const client = await soon(() => signIn(dovecot.port));
    w.cleanUp(() => client.logout());
    await client.mailboxCreate('Archive');
    const append = (subject: string, at = new Date(), text = 'Wo ist mein Paket?') =>
      client.append('INBOX', mailText({ subject, text, date: at.toUTCString() }), [], at);
    const old = new Date('2026-01-05T09:00:00Z');
    for (let n = 0; n < 300; n += 1) await append(`Alt ${n}`, old);
    await w.change({ since: new Date(), folders: ['INBOX', 'Archive'] });
    await append('eins');
    const watched = w.startWatch();
    await w.decided(1);
    await until(async () => expect((await w.mailboxRow()).last_success_at).not.toBeNull());
    const at = Date.now();
    await append('zwei');
    await w.decided(2);
    expect(Date.now() - at).toBeLessThan(5000);
    await append('riesig', new Date(), 'x'.repeat(41 * 1024 * 1024));
    await w.decided(3);
    await watched.stop();

    await client.mailboxOpen('INBOX');
    await client.messageMove('301', 'Archive', { uid: true });
    await w.watchUntil(4);
    expect(await w.folders()).toMatchObject([
      { name: 'Archive', on_server: 1, in_ledger: 1, missing: 0 },
      { name: 'INBOX', on_server: 302, before_uids: '1:300', before_count: 300, in_ledger: 3, vanished: 1, missing: 0 },
    ]);

    for (const file of ['dovecot-uidlist', 'dovecot-uidvalidity', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache']) {
      rmSync(path.join(dovecot.maildir(shop), file), { force: true });
    }
    await w.watchUntil(6);
    expect((await w.folders())[1]).toMatchObject({ name: 'INBOX', on_server: 302, before_count: 300, in_ledger: 2, missing: 0 });
    const reasons = (await w.ledger())
      .map(({ reason }) => reason)
      .map(String)
      .toSorted();
    expect(reasons.filter((reason) => reason === 'M801 new-request')).toHaveLength(2);
  },
  120_000,
);

async function signIn(port: number): Promise<ImapFlow> {
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user: shop, pass: 'geheim' }, logger: false });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Until it no longer throws. */
async function soon<T>(look: () => Promise<T>): Promise<T> {
  let seen: T | undefined;
  await until(async () => void (seen = await look()));
  return seen as T;
}
