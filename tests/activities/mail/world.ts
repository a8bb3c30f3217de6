import pg from 'pg';
import { advance } from '../../../activities/advance.ts';
import { createInterpreter } from '../../../activities/interpreter/interpreter.ts';
import { compose } from '../../../activities/mail/compose.ts';
import type { MailDependencies } from '../../../activities/mail/dependencies.ts';
import { takeIn } from '../../../activities/mail/intake.ts';
import { asTenant, connect, type Trx } from '../../../db/client.ts';
import { createHash } from 'node:crypto';
import { headerFacts } from '../../../activities/mail/raw-header.ts';
import { insertInbound } from '../../../db/inbound-mail.ts';
import { withoutTag } from '../../../domain/mail/addresses.ts';
import { parseMail } from '../../../domain/mail/parse.ts';
import type { ParsedMail } from '../../../domain/mail/types.ts';
import { createTestDatabase } from '../../database.ts';
import { provisionTenant, testSecretKey } from '../../tenant.ts';

interface House {
  slug: string;
  tenant: string;
  mailbox: string;
  address: string;
}

interface Answer {
  subject: string;
  text: string;
  headers: string[];
}

/** Two tenants with the shipped processes and people outside, under one virtual clock; mail travels in a minute. */
export interface World {
  north: House;
  south: House;
  send(mail: { from: string; to: string; subject: string; text: string; headers?: string[]; raw?: string }): void;
  /** This address answers every mail; `n` counts. */
  answers(address: string, answer: (mail: ParsedMail, n: number) => Answer): void;
  /** Mail to this address comes back to the envelope sender. */
  bounces(address: string): void;
  inHouse<T>(house: House, work: (trx: Trx) => Promise<T>): Promise<T>;
  runFor(milliseconds: number): Promise<void>;
  /** Standard answers that left, over all requests. */
  automaticAnswers(): Promise<{ house: string; request: string; to: string; answer: string | null }[]>;
  /** How many mails were delivered in all. */
  mails(): number;
  close(): Promise<void>;
}

const minute = 60_000;

export async function openWorld(): Promise<World> {
  const database = await createTestDatabase();
  const db = connect(database.appUrl);
  const owner = new pg.Client(database.url);
  await owner.connect();
  const interpreter = createInterpreter();
  const services = { appUrl: 'http://app.test', secretKey: testSecretKey };
  // Before now, so that whatever the database stamps itself is recognised as new.
  let now = new Date(Date.now() - 3 * 86_400_000);
  const houses = await Promise.all(
    ['nord', 'sued'].map(async (slug) => ({
      slug,
      ...(await provisionTenant(database.url, db, slug)),
      address: `service@${slug}.example`,
    })),
  );
  const outside = new Map<string, (mail: ParsedMail, n: number) => Answer>();
  const dead = new Set<string>();
  const underway: { at: Date; to: string; from: string; raw: Buffer }[] = [];
  let count = 0;

  const inHouse = <T>({ tenant }: House, work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(db, tenant, work);
  const houseOf = (address: string): House | undefined => houses.find((one) => one.address === withoutTag(address).toLowerCase());

  /** What the database stamped with its own clock happened now. */
  async function stamp(): Promise<void> {
    const recent = new Date(Date.now() - 86_400_000);
    await owner.query('update request_event set occurred_at = $1 where occurred_at > $2', [now, recent]);
    await owner.query('update message set created_at = $1 where created_at > $2', [now, recent]);
  }

  async function advanceAll(house: House, request: string): Promise<void> {
    const deps = {
      db,
      interpreter,
      services,
      now: () => now,
      deliver: (event: { tenant: string; request: string }) => advanceAll(house, event.request),
    };
    while ((await advance(deps, { tenant: house.tenant, request, generation: 1 })).more);
    await post(house);
  }

  /** The outbox's mails go on their way. */
  async function post(house: House): Promise<void> {
    const rows = await inHouse(house, (trx) =>
      trx.updateTable('outbox').set({ state: 'accepted' }).where('state', '=', 'prepared').returningAll().execute(),
    );
    for (const row of rows) {
      const raw = await compose((work) => inHouse(house, work), services, row);
      for (const to of row.recipients) underway.push({ at: new Date(now.getTime() + minute), to, from: row.envelope_from, raw });
    }
  }

  async function arrive(house: House, raw: Buffer, from: string): Promise<void> {
    const bytes = Buffer.concat([Buffer.from(`Return-Path: <${from}>\r\nDelivered-To: ${house.address}\r\n`), raw]);
    const [row] = await inHouse(house, (trx) =>
      insertInbound(trx, [
        {
          mailbox: house.mailbox,
          folder: 'INBOX',
          uid_validity: 1,
          uid: count,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          message_id: headerFacts(bytes).messageId,
          size: bytes.length,
          raw: bytes,
        },
      ]),
    );
    await owner.query('update inbound_mail set received_at = $1 where id = $2', [now, row?.id]);
    const told: string[] = [];
    const deps: MailDependencies = {
      db,
      services,
      demoMail: null,
      deliver: ({ request }) => Promise.resolve(told.push(request)),
      log: {
        warn: (fields, text) => {
          throw new Error(`${text} ${JSON.stringify(fields)}`);
        },
      },
    };
    await takeIn(deps, house.tenant, row?.id ?? '');
    await stamp();
    for (const request of told) await advanceAll(house, request);
  }

  async function hand({ to, from, raw }: (typeof underway)[number]): Promise<void> {
    count += 1;
    const house = houseOf(to);
    if (house) return arrive(house, raw, from);
    const mail = await parseMail(raw);
    if (dead.has(to)) {
      if (from !== '') world.send({ from: '', to: from, subject: 'Undelivered Mail Returned to Sender', text: '', raw: report(to, mail) });
      return;
    }
    const answer = outside.get(to)?.(mail, count);
    const back = mail.replyTo[0]?.address ?? mail.from?.address;
    if (!answer || !back) return;
    world.send({
      from: to,
      to: back,
      ...answer,
      headers: [...answer.headers, `In-Reply-To: ${mail.messageId}`, `References: ${mail.messageId}`],
    });
  }

  async function nextAlarm(): Promise<{ house: House; request: string; at: Date } | undefined> {
    const { rows } = await owner.query<{ tenant: string; id: string; next_timer_at: Date }>(
      `select tenant, id, next_timer_at from request where next_timer_at is not null order by next_timer_at limit 1`,
    );
    const row = rows[0];
    const house = houses.find((one) => one.tenant === row?.tenant);
    return row && house && { house, request: row.id, at: row.next_timer_at };
  }

  const world: World = {
    north: houses[0]!,
    south: houses[1]!,
    inHouse,
    send({ from, to, subject, text, headers = [], raw }) {
      const lines =
        raw ??
        [
          `From: <${from}>`,
          `To: <${to}>`,
          `Subject: ${subject}`,
          `Message-ID: <${from.split('@')[0]}-${count}-${underway.length}@kunden.example>`,
          ...headers,
          'Content-Type: text/plain; charset=utf-8',
          '',
          text,
          '',
        ].join('\r\n');
      underway.push({ at: new Date(now.getTime() + minute), to, from, raw: Buffer.from(lines) });
    },
    answers: (address, answer) => void outside.set(address, answer),
    bounces: (address) => void dead.add(address),
    async runFor(milliseconds) {
      const end = new Date(now.getTime() + milliseconds);
      for (;;) {
        underway.sort((a, b) => a.at.getTime() - b.at.getTime());
        const [mail, alarm] = [underway[0], await nextAlarm()];
        const isMail = mail !== undefined && (!alarm || mail.at <= alarm.at);
        const at = isMail ? mail.at : alarm?.at;
        if (at === undefined || at > end) break;
        if (at > now) now = at;
        if (isMail) await hand(underway.shift()!);
        else if (alarm) await advanceAll(alarm.house, alarm.request);
      }
      now = end;
    },
    async automaticAnswers() {
      const found = await Promise.all(
        houses.map((house) =>
          inHouse(house, async (trx) => {
            const rows = await trx
              .selectFrom('outbox')
              .select(['request', 'recipients', 'content'])
              .where('purpose', '=', 'automatic')
              .execute();
            return rows.map((row) => ({
              house: house.slug,
              request: row.request ?? '',
              to: row.recipients[0] ?? '',
              answer: row.content.answer ?? null,
            }));
          }),
        ),
      );
      return found.flat();
    },
    mails: () => count,
    async close() {
      await interpreter.stop();
      await owner.end();
      await db.destroy();
      await database.drop();
    },
  };
  return world;
}

/** RFC 3464, with the headers of what came back. */
function report(to: string, mail: ParsedMail): string {
  return [
    'From: Mail Delivery System <MAILER-DAEMON@mx.kunden.example>',
    `To: <${mail.from?.address ?? ''}>`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <bounce-${mail.messageId?.slice(1, 20)}@mx.kunden.example>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r\r\nContent-Type: text/plain\r\n\r\nUser unknown.',
    `--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.kunden.example\r\n\r\nFinal-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: 5.1.1`,
    `--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${mail.messageId}\r\nSubject: ${mail.subject}\r\n--r--`,
    '',
  ].join('\r\n');
}
