import { v7 as uuidv7 } from 'uuid';
import { readCalendars, usualCalendar } from '../../db/calendars.ts';
import { asTenant, type Trx } from '../../db/client.ts';
import { type DigestReader, digestOf, digestReaders, loosePrepared } from '../../db/digests.ts';
import { insertOutbox, outboxByKey, outboxWithMailbox } from '../../db/outbox.ts';
import { allTenants } from '../../db/stuck.ts';
import { digestDay } from '../../domain/digest/due.ts';
import { digestText, isEmpty } from '../../domain/digest/text.ts';
import { newMessageId } from '../../domain/mail/threading.ts';
import { alwaysOpen, type Calendar } from '../../domain/service-level/calendar.ts';
import { handOver, type HandOverDependencies } from '../mail/hand-over.ts';
import { senderOf } from '../mail/sender.ts';

export type DigestDependencies = HandOverDependencies & { now: () => Date };

/** To everybody who wants it and has something to do: one digest a day at most, whatever is repeated. @returns how many were handed over. */
export async function sendDigests(deps: DigestDependencies): Promise<number> {
  let sent = 0;
  for (const { tenant } of await allTenants(deps.db)) {
    const due = await asTenant(deps.db, tenant, (trx) => prepareDigests(trx, deps));
    for (const id of due) {
      const mail = await asTenant(deps.db, tenant, (trx) => outboxWithMailbox(trx, { id }));
      if (mail && (await handOver(deps, tenant, mail)).state === 'accepted') sent += 1;
    }
  }
  return sent;
}

/** @returns outbox rows that may go out now, of earlier rounds too. */
async function prepareDigests(trx: Trx, deps: DigestDependencies): Promise<string[]> {
  const readers = await digestReaders(trx);
  if (readers.length > 0) {
    const calendar = calendarOf(await readCalendars(trx));
    for (const reader of readers) await prepareDigest(trx, deps, { reader, calendar });
  }
  return loosePrepared(trx);
}

async function prepareDigest(
  trx: Trx,
  { now, services }: DigestDependencies,
  { reader, calendar }: { reader: DigestReader; calendar: Calendar },
) {
  const day = digestDay(calendar, reader.hour, now().toISOString());
  if (!day) return;
  const key = `digest:${reader.id}:${day.date}`;
  if (await outboxByKey(trx, key)) return;
  const digest = await digestOf(trx, reader, day);
  if (isEmpty(digest)) return;
  const sender = await senderOf(trx, null);
  const language = reader.language === 'en' ? ('en' as const) : ('de' as const);
  const id = uuidv7();
  await insertOutbox(trx, {
    id,
    request: null,
    message: null,
    mailbox: sender.mailbox,
    purpose: 'notification',
    rfc_message_id: newMessageId({ id, domain: sender.domain }),
    envelope_from: sender.from.address,
    recipients: [reader.email],
    content: {
      from: sender.from,
      to: [{ name: reader.name, address: reader.email }],
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...digestText(digest, { name: reader.name, language, timeZone: calendar.timeZone, appUrl: services.appUrl }),
    },
    idempotency_key: key,
  });
}

/** The tenant's day: of its usual calendar, else of the first it has. */
const calendarOf = (calendars: Record<string, Calendar>): Calendar =>
  calendars[usualCalendar] ?? Object.values(calendars)[0] ?? alwaysOpen();
