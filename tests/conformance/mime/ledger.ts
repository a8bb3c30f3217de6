import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { takeIn } from '../../../activities/mail/intake.ts';
import { startPostgres } from '../../../commands/servers/postgres.ts';
import { asTenant, connect, json } from '../../../db/client.ts';
import { insertInbound, readInbound } from '../../../db/inbound-mail.ts';
import { migrate } from '../../../db/migrate.ts';

/** A ledger of its own: a Postgres in a temporary folder with one tenant and one mailbox. */
export interface Ledger {
  /** Stores a mail as reading a mailbox does and takes it in. @returns what went wrong, null where its bytes came back and it was taken in. */
  store(raw: Buffer): Promise<string | null>;
  end(): Promise<void>;
}

const appPassword = 'conformance';

export async function openLedger(): Promise<Ledger> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-conformance-'));
  const server = await startPostgres({ folder, port: 0, log: () => {}, settings: { fsync: 'off' } });
  const owner = new pg.Client(server.url('postgres'));
  await owner.connect();
  await owner.query('create database conformance');
  await owner.end();
  await migrate({ url: server.url('conformance'), appPassword });
  const admin = new pg.Client(server.url('conformance'));
  await admin.connect();
  const { rows } = await admin.query<{ id: string }>(`insert into tenant (slug, name) values ('conformance', 'Conformance') returning id`);
  await admin.end();
  const tenant = rows[0]!.id;
  const url = new URL(server.url('conformance'));
  url.username = 'vorgang_app';
  url.password = appPassword;
  const db = connect(url.href);
  const mail = json({ host: '127.0.0.1', port: 1, secure: false, user: 'service@shop.example' });
  const mailbox = await asTenant(db, tenant, (trx) =>
    trx
      .insertInto('mailbox')
      .values({ address: 'service@shop.example', name: 'Shop', imap: mail, smtp: mail, secret: Buffer.from('none') })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  let uid = 0;
  const deps: Parameters<typeof takeIn>[0] = {
    db,
    services: { appUrl: 'http://app.test', secretKey: 'a key of the conformance suite alone' },
    deliver: () => Promise.resolve(),
    log: { warn: () => {} },
  };
  return {
    async store(raw) {
      const sha256 = createHash('sha256').update(raw).digest('hex');
      const row = {
        mailbox: mailbox.id,
        folder: 'INBOX',
        uid_validity: 1,
        uid: (uid += 1),
        sha256,
        message_id: null,
        size: raw.length,
        raw,
      };
      const [inserted] = await asTenant(db, tenant, (trx) => insertInbound(trx, [row]));
      await takeIn(deps, tenant, inserted!.id);
      const stored = await asTenant(db, tenant, (trx) => readInbound(trx, inserted!.id));
      if (!stored?.raw.equals(raw)) return 'the ledger has other bytes';
      if (stored.verdict === null || stored.verdict === 'failed') return `not taken in: ${stored.error ?? stored.reason ?? ''}`;
      return null;
    },
    async end() {
      await db.destroy();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
