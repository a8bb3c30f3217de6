import { sql } from 'kysely';
import { json, type Trx } from './client.ts';
import type { MailServer, OAuthClient } from './schema.ts';

export interface MailboxHealth {
  id: string;
  address: string;
  name: string;
  topic: string | null;
  language: 'de' | 'en';
  active: boolean;
  imap: MailServer;
  smtp: MailServer;
  folders: string[];
  /** Mails that the server received before are left alone. */
  since: string | null;
  silentAfter: number;
  oauth: OAuthClient | null;
  health: {
    lastSuccessAt: string | null;
    lastError: string | null;
    lastErrorAt: string | null;
    /** Since when nobody could read it for longer than `silentAfter` minutes. */
    silentSince: string | null;
    serverCount: number | null;
    /** On the server, and not in the ledger though their turn is over. */
    missing: number;
    undecided: number;
    /** Since when the oldest of these waits. */
    undecidedSince: string | null;
    token: { refreshUntil: string | null; failedAt: string | null; error: string | null } | null;
  };
}

/** Never with its secret. */
export async function mailboxHealth(trx: Trx, id: string | null = null): Promise<MailboxHealth[]> {
  const { rows } = await sql<MailboxHealth>`
    select m.id, m.address, m.name, m.topic, m.language, m.active, m.imap, m.smtp, m.folders, m.since, m.silent_after as "silentAfter", m.oauth,
      json_build_object('lastSuccessAt', m.last_success_at, 'lastError', m.last_error, 'lastErrorAt', m.last_error_at, 'silentSince', m.silent_since,
        'serverCount', (select sum(f.on_server) from mailbox_folder f where f.mailbox = m.id and f.name = any (m.folders)),
        'missing', (select count(*) from mail_difference d where d.mailbox = m.id and d.settled_at is null),
        'undecided', (select count(*) from inbound_mail i where i.mailbox = m.id and i.verdict is null),
        'undecidedSince', (select min(i.received_at) from inbound_mail i where i.mailbox = m.id and i.verdict is null),
        'token', (select json_build_object('refreshUntil', t.refresh_until, 'failedAt', case when t.failures > 0 then t.failed_at end, 'error', t.error)
          from mailbox_token t where t.mailbox = m.id and m.oauth is not null)) as health
    from mailbox m where ${id === null ? sql`true` : sql`m.id = ${id}`} order by m.active desc, m.address`.execute(trx);
  return rows;
}

export interface MailboxFields {
  name?: string | undefined;
  topic?: string | null | undefined;
  language?: string | undefined;
  imap?: MailServer | undefined;
  smtp?: MailServer | undefined;
  folders?: string[] | undefined;
  since?: string | null | undefined;
  silentAfter?: number | undefined;
  oauth?: OAuthClient | null | undefined;
  active?: boolean | undefined;
  secret?: Buffer | undefined;
}

type NewMailbox = MailboxFields & { address: string; name: string; imap: MailServer; smtp: MailServer; secret: Buffer };

export async function insertMailbox(trx: Trx, { address, name, imap, smtp, secret, ...rest }: NewMailbox): Promise<string> {
  const row = { address, name, imap: json(imap), smtp: json(smtp), secret, ...columnsOf(rest) };
  return (await trx.insertInto('mailbox').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** @returns false where there is no such mailbox. */
export async function updateMailbox(trx: Trx, id: string, fields: MailboxFields): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('mailbox')
    .set({ address: sql`address`, ...columnsOf(fields) })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What is not given is left out, and stays as it is. */
function columnsOf({ imap, smtp, oauth, silentAfter, ...rest }: MailboxFields): Record<string, never> {
  const columns = {
    ...rest,
    imap: imap && json(imap),
    smtp: smtp && json(smtp),
    oauth: oauth && json(oauth),
    silent_after: silentAfter,
  };
  if (oauth === null) Object.assign(columns, { oauth });
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Record<string, never>;
}
