import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handOver, type MailToHandOver } from '../../../activities/mail/hand-over.ts';
import { smtpLimits } from '../../../activities/mail/smtp-limits.ts';
import type { MailServer } from '../../../commands/servers/mail-server.ts';
import { seal } from '../../../config/secret.ts';
import { outboxWithMailbox } from '../../../db/outbox.ts';
import { startFaultySmtp } from '../../faults/faulty-smtp.ts';
import { type SmtpFault, smtpMatrix } from '../../faults/smtp-phases.ts';
import { attachMailServer, createSetting, mailText, pointTo, type Setting } from './setting.ts';
import { until } from './watching.ts';
import { acknowledge } from './written.ts';

let setting: Setting;
let server: MailServer;
const cleanUp: (() => Promise<unknown> | void)[] = [];

beforeEach(async () => {
  setting = await createSetting();
  server = await attachMailServer(setting);
  cleanUp.push(
    () => setting.end(),
    () => server.stop(),
  );
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

const outboxRow = (id: string) =>
  setting.inTenant((trx) => trx.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const send = async (id: string) =>
  handOver(setting.deps, setting.tenant, (await setting.inTenant((trx) => outboxWithMailbox(trx, { id }))) as MailToHandOver);

async function prepared() {
  const { request } = await setting.receive(mailText({ text: 'Wo ist mein Paket?' }));
  return acknowledge(setting, request);
}

/** What becomes of a mail at a fault, and whether the server has it then. */
function fateOf({ phase, does }: SmtpFault): { state: string; taken: number } {
  const isReply = does === '4xx' || does === '5xx';
  if (phase === 'quit' || (phase === 'after-dot' && isReply)) return { state: 'accepted', taken: 1 };
  if (phase === 'after-dot') return { state: 'unknown', taken: 1 };
  // A small mail is on its way as a whole when its middle breaks.
  if ((phase === 'dot' || phase === 'body') && !isReply) return { state: 'unknown', taken: 0 };
  // A server without EHLO is asked with HELO.
  if (phase === 'ehlo' && isReply) return { state: 'accepted', taken: 1 };
  const isRefusal = does === '5xx' && ['mail', 'rcpt', 'data', 'body', 'dot'].includes(phase);
  return { state: isRefusal ? 'rejected' : 'prepared', taken: 0 };
}

it('whatever breaks wherever: sent once, or refused for good, or of unknown fate and left to a person', async () => {
  let fault: SmtpFault | null = null;
  const faulty = await startFaultySmtp({ fault: () => fault });
  cleanUp.push(() => faulty.stop());
  setting.deps.smtpLimits = smtpLimits(300);
  await pointTo(setting, { smtp: faulty.port, imap: server.ports.imap });
  const { request } = await setting.receive(mailText({}));
  const times = (id: string): number => faulty.received.filter(({ messageId }) => messageId === id).length;
  const fates = [];
  for (const cell of smtpMatrix.filter(({ does }) => does !== 'partial')) {
    // A connection of its own.
    await setting.inTenant((trx) =>
      trx
        .updateTable('mailbox')
        .set({ secret: seal(setting.deps.services.secretKey, `${fates.length}`) })
        .execute(),
    );
    const row = await acknowledge(setting, request);
    fault = cell;
    const { state } = await send(row.id);
    const taken = times(row.rfc_message_id);
    fault = null;
    const then = await send(row.id);
    fates.push({ ...cell, state, taken, isOnce: state !== 'prepared' || (then.state === 'accepted' && times(row.rfc_message_id) === 1) });
  }
  expect(fates).toEqual(smtpMatrix.filter(({ does }) => does !== 'partial').map((cell) => ({ ...cell, ...fateOf(cell), isOnce: true })));
}, 60_000);

describe('a server that is slow', () => {
  it('keeps nobody from sending through another, and its own mails wait without holding the worker', async () => {
    const slow = await startFaultySmtp({ fault: () => ({ phase: 'mail', does: 'stall' }) });
    cleanUp.push(() => slow.stop());
    setting.deps.smtpLimits = smtpLimits(6000);
    await pointTo(setting, { smtp: slow.port, imap: server.ports.imap });
    const [behind, ...others] = [await prepared(), await prepared(), await prepared(), await prepared(), await prepared()];
    const stuck = others.map((row) => send(row.id));
    await until(() => expect(slow.open()).toBe(4));
    const begun = performance.now();
    expect(await send(behind.id)).toMatchObject({ state: 'prepared', notBefore: expect.any(Date) as Date });
    expect(await outboxRow(behind.id)).toMatchObject({ delay: 'busy', tries: 0, error: null });
    expect(performance.now() - begun).toBeLessThan(4000);
    await pointTo(setting, { smtp: server.ports.smtp, imap: server.ports.imap });
    expect(await send((await prepared()).id)).toMatchObject({ state: 'accepted' });
    expect((await Promise.all(stuck)).map(({ state }) => state)).toEqual(['prepared', 'prepared', 'prepared', 'prepared']);
    expect(slow.received).toHaveLength(0);
  }, 30_000);

  it('or takes so many mails a minute: each waits for its turn, and takes no second one', async () => {
    await setting.inTenant((trx) => trx.updateTable('mailbox').set({ mails_per_minute: 60 }).execute());
    const rows = [await prepared(), await prepared(), await prepared()];
    const now = Date.now();
    const handed = [];
    for (const row of rows) handed.push(await send(row.id));
    expect(handed[0]).toMatchObject({ state: 'accepted' });
    const turns = handed.slice(1).map(({ notBefore }) => Math.round(((notBefore?.getTime() ?? 0) - now) / 1000));
    expect(turns).toEqual([1, 2]);
    expect(await send(rows[1]!.id)).toEqual(handed[1]);
    expect(await outboxRow(rows[1]!.id)).toMatchObject({ delay: 'rate', tries: 0 });
  });
});
