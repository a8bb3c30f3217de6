import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { MailDependencies } from '../../../activities/mail/dependencies.ts';
import { takeIn } from '../../../activities/mail/intake.ts';
import type { HandOverDependencies } from '../../../activities/mail/hand-over.ts';
import { smtpLimits } from '../../../activities/mail/smtp-limits.ts';
import { type MailServer, type ReceivedMail, startMailServer, type Verdict } from '../../../commands/servers/mail-server.ts';
import { seal } from '../../../config/secret.ts';
import { asTenant, connect, type Db, json, type Trx } from '../../../db/client.ts';
import { insertInbound, readInbound } from '../../../db/inbound-mail.ts';
import { createHash } from 'node:crypto';
import { headerFacts } from '../../../activities/mail/raw-header.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';
import { testSecretKey } from '../../tenant.ts';

export const shop = 'service@shop.example';

/** A tenant with one mailbox and two customers, and whatever was delivered. Nothing published: no process runs here. */
export interface Setting {
  db: Db;
  database: TestDatabase;
  tenant: string;
  mailbox: string;
  deps: MailDependencies & HandOverDependencies;
  /** Events that were delivered, in order. */
  delivered: { request: string; event: string }[];
  warnings: string[];
  inTenant: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;
  /** Puts a mail into the ledger as reading the mailbox does. @returns the row's id. */
  ledger(raw: string | Buffer, at?: { uid?: number; uidValidity?: number }): Promise<string>;
  /** Ledger, intake, and the row as it stands then. */
  receive(raw: string | Buffer, at?: { uid?: number; uidValidity?: number }): Promise<NonNullable<Awaited<ReturnType<typeof readInbound>>>>;
  end(): Promise<void>;
}

export async function createSetting(): Promise<Setting> {
  return settingIn(await createTestDatabase());
}

/** The same in a database that is there already, as a tenant of its own. */
export async function settingIn(database: TestDatabase, slug = 'shop'): Promise<Setting> {
  const db = connect(database.appUrl);
  const owner = new pg.Client(database.url);
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(`insert into tenant (slug, name) values ($1, 'Shop') returning id`, [slug]);
  await owner.end();
  const tenant = rows[0]?.id ?? '';
  const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(db, tenant, work);
  const mailbox = await inTenant(async (trx) => {
    const server = json({ host: '127.0.0.1', port: 1, secure: false, user: shop });
    const row = await trx
      .insertInto('mailbox')
      .values({ address: shop, name: 'Der Shop', imap: server, smtp: server, secret: seal(testSecretKey, 'geheim') })
      .returning('id')
      .executeTakeFirstOrThrow();
    const customers = await trx
      .insertInto('customer')
      .values([
        { number: 'K-1', name: 'Anna Amsel', class: 'A' },
        { number: 'K-2', name: 'Bert Birke', class: 'B' },
      ])
      .returning(['id', 'number'])
      .execute();
    const id = (number: string): string => customers.find((one) => one.number === number)?.id ?? '';
    await trx
      .insertInto('customer_address')
      .values([
        { address: 'anna@kunden.example', customer: id('K-1') },
        { address: 'anna.amsel@firma.example', customer: id('K-1') },
        { address: 'bert@kunden.example', customer: id('K-2') },
      ])
      .execute();
    return row.id;
  });
  const delivered: Setting['delivered'] = [];
  const warnings: string[] = [];
  const deps: Setting['deps'] = {
    db,
    services: { appUrl: 'http://app.test', secretKey: testSecretKey },
    demoMail: null,
    smtpLimits: smtpLimits(5000),
    deliver: ({ request, event }) => Promise.resolve(delivered.push({ request, event })),
    log: { warn: (fields, message) => void warnings.push(`${message} ${JSON.stringify(fields)}`) },
  };
  let uids = 0;
  const ledger: Setting['ledger'] = async (raw, { uid = (uids += 1), uidValidity = 7 } = {}) => {
    const bytes = Buffer.from(raw);
    const [row] = await inTenant((trx) =>
      insertInbound(trx, [
        {
          mailbox,
          folder: 'INBOX',
          uid_validity: uidValidity,
          uid,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          message_id: headerFacts(bytes).messageId,
          size: bytes.length,
          raw: bytes,
        },
      ]),
    );
    if (!row) throw new Error('The ledger has this UID already.');
    return row.id;
  };
  return {
    db,
    database,
    tenant,
    mailbox,
    deps,
    delivered,
    warnings,
    inTenant,
    ledger,
    async receive(raw, at) {
      const id = await ledger(raw, at);
      await takeIn(deps, tenant, id);
      const row = await inTenant((trx) => readInbound(trx, id));
      if (!row) throw new Error('The ledger row is gone.');
      return row;
    },
    async end() {
      await db.destroy();
      await database.drop();
    },
  };
}

export interface MailText {
  from?: string;
  to?: string;
  subject?: string;
  id?: string;
  date?: string;
  text?: string;
  /** More header lines, without line end. */
  headers?: string[];
}

let mails = 0;

/** A plain mail as a mail program writes it. */
export function mailText({
  from,
  to = shop,
  subject = 'Frage',
  id,
  date = 'Mon, 23 Nov 2026 10:00:00 +0100',
  text = 'Guten Tag, wo ist mein Paket?',
  headers = [],
}: MailText): string {
  mails += 1;
  return [
    ...(from === undefined ? ['From: Anna Amsel <anna@kunden.example>'] : from === '' ? [] : [`From: ${from}`]),
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: ${id ?? `<m${mails}@kunden.example>`}`,
    `Date: ${date}`,
    ...headers,
    'MIME-Version: 1.0',
    ...(headers.some((line) => /^content-type:/i.test(line)) ? [] : ['Content-Type: text/plain; charset=utf-8']),
    '',
    text,
    '',
  ].join('\r\n');
}

/** A mail server of the test's own, and the mailbox's row pointed at it. */
export async function attachMailServer(
  { inTenant, mailbox }: Setting,
  verdict: (mail: ReceivedMail) => Verdict | Promise<Verdict> = () => 'accept',
  takesToken?: (user: string, token: string) => boolean,
): Promise<MailServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-mail-'));
  const server = await startMailServer({
    folder,
    smtpPort: 0,
    imapPort: 0,
    mailboxes: [{ address: shop, password: 'geheim' }],
    log: () => {},
    verdict,
    ...(takesToken && { takesToken }),
  });
  await pointTo({ inTenant, mailbox }, { smtp: server.ports.smtp, imap: server.ports.imap });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function pointTo(
  { inTenant, mailbox }: Pick<Setting, 'inTenant' | 'mailbox'>,
  ports: { smtp: number; imap: number },
): Promise<void> {
  const server = (port: number): string => json({ host: '127.0.0.1', port, secure: false, user: shop });
  await inTenant((trx) =>
    trx
      .updateTable('mailbox')
      .set({ imap: server(ports.imap), smtp: server(ports.smtp) })
      .where('id', '=', mailbox)
      .execute(),
  );
}
