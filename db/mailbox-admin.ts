import { sql } from 'kysely';
import { json, type Trx } from './client.ts';
import type { MailServer } from './schema.ts';

export interface MailboxHealth {
  id: string;
  address: string;
  name: string;
  topic: string | null;
  language: 'de' | 'en';
  active: boolean;
  imap: MailServer;
  smtp: MailServer;
  folder: string;
  health: {
    lastSuccessAt: string | null;
    lastError: string | null;
    lastErrorAt: string | null;
    serverCount: number | null;
    undecided: number;
  };
}

/** Never with its secret. */
export async function mailboxHealth(trx: Trx, id: string | null = null): Promise<MailboxHealth[]> {
  const { rows } = await sql<MailboxHealth>`
    select m.id, m.address, m.name, m.topic, m.language, m.active, m.imap, m.smtp, m.folder,
      json_build_object('lastSuccessAt', m.last_success_at, 'lastError', m.last_error, 'lastErrorAt', m.last_error_at, 'serverCount', m.server_count,
        'undecided', (select count(*) from inbound_mail i where i.mailbox = m.id and i.verdict is null)) as health
    from mailbox m where ${id === null ? sql`true` : sql`m.id = ${id}`} order by m.active desc, m.address`.execute(trx);
  return rows;
}

export interface MailboxFields {
  name?: string | undefined;
  topic?: string | null | undefined;
  language?: string | undefined;
  imap?: MailServer | undefined;
  smtp?: MailServer | undefined;
  active?: boolean | undefined;
  secret?: Buffer | undefined;
}

export async function insertMailbox(
  trx: Trx,
  box: Required<Omit<MailboxFields, 'active'>> & { address: string; folder: string },
): Promise<string> {
  const { imap, smtp, ...rest } = box as typeof box & {
    imap: MailServer;
    smtp: MailServer;
    name: string;
    topic: string | null;
    language: string;
    secret: Buffer;
  };
  return (
    await trx
      .insertInto('mailbox')
      .values({ ...rest, imap: json(imap), smtp: json(smtp) })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
}

/** @returns false where there is no such mailbox. */
export async function updateMailbox(trx: Trx, id: string, { imap, smtp, ...rest }: MailboxFields): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('mailbox')
    .set({
      address: sql`address`,
      ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Record<string, never>),
      ...(imap ? { imap: json(imap) } : {}),
      ...(smtp ? { smtp: json(smtp) } : {}),
    })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
