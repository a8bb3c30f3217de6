import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { seal } from '../../config/secret.ts';
import { asTenant, json } from '../../db/client.ts';
import { enterRefreshToken } from '../../db/mailbox-tokens.ts';
import { type ImapPhase, imapPhases } from '../faults/imap-phases.ts';
import { type Fault, type Proxy, startProxy } from '../faults/tcp-proxy.ts';
import { startTokenServer, type TokenFault } from '../faults/token-server.ts';
import { type House, openHouse } from '../house/house.ts';
import { type Balance, balanceOf } from '../house/ledger-balance.ts';
import { send } from '../house/mails.ts';
import { until } from '../house/until.ts';
import { provisionTenant } from '../tenant.ts';

export interface ImapChaos {
  mails: number;
  /** Drops and stalls that were set off, by what was done. */
  faults: Record<string, number>;
  renumbered: number;
  tokenFailures: number;
  /** Old refresh tokens that were shown again. */
  tokensReused: number;
  lost: number;
  double: number;
  ledger: Balance;
  /** From the last fault until every mail was a request, and until every count was right. */
  caughtUpSeconds: number;
  countedSeconds: number;
  seconds: number;
}

const faultsPerMailbox = 10;
const effects: Fault['does'][] = ['cut', 'stall', 'cut-behind', 'stall-behind', 'dribble', { delay: 1500 }, 'swap'];
const tokenFaults: TokenFault[] = ['cut', 'busy', 'nonsense', 'stall'];
const connecting: ImapPhase[] = ['connect', 'greeting', 'login', 'login-answer'];
const phases = Object.keys(imapPhases) as ImapPhase[];

interface Box {
  address: string;
  proxy: Proxy;
}

/**
 * Ten faults a mailbox, all mailboxes at the same time: each phase of IMAP in turn is cut, stalled, delayed or mixed up while mails come in; half of the folders are numbered
 * anew meanwhile, and the provider fails to give out tokens.
 */
export async function imapChaos({ faults, log }: { faults: number; log: (line: string) => void }): Promise<ImapChaos> {
  // They end so soon that nearly every connection needs another.
  const provider = await startTokenServer({ expiresIn: 130 });
  const house = await openHouse({ env: { DEMO_MAIL: '' }, takesToken: (_user, token) => provider.isValid(token) });
  const startedAt = performance.now();
  const struck: Record<string, number> = {};
  let mails = 0;
  let renumbered = 0;
  const boxes: Box[] = [];
  try {
    const { tenant, mailbox } = await provisionTenant(house.ownerUrl, house.db);
    await asTenant(house.db, tenant, (trx) => trx.deleteFrom('mailbox').where('id', '=', mailbox).execute());
    const count = Math.ceil(faults / faultsPerMailbox);
    for (let n = 0; n < count; n += 1) boxes.push(await openBox(house, tenant, `box-${n}@test.example`, provider));
    const arrive = ({ address }: Box): void => {
      mails += 1;
      const messageId = `<mail-${mails}@kunden.example>`;
      send(house, { from: `kunde-${mails}@kunden.example`, subject: `Frage ${mails}`, text: 'x'.repeat(3000), messageId }, address);
    };
    await house.kill('worker');
    await house.start('worker');
    const troubled = boxes.map(async (box, place) => {
      for (let n = 0; n < Math.min(faultsPerMailbox, faults - place * faultsPerMailbox); n += 1) {
        const serial = place * faultsPerMailbox + n;
        if (n === 2) provider.fail(tokenFaults[place % tokenFaults.length]!);
        const done = await trouble(box, serial, () => arrive(box));
        struck[done] = (struck[done] ?? 0) + 1;
        if (place === 0) log(`${box.address}: ${n + 1} of its faults, ${Math.round((performance.now() - startedAt) / 1000)} s`);
        if (n === 5 && place % 2 === 0) {
          house.mail.renumber(box.address);
          renumbered += 1;
        }
      }
    });
    await Promise.all(troubled);
    const healedAt = performance.now();
    const settled = await until(
      'a request for every mail',
      () => totals(house, tenant),
      ({ senders, undecided }) => senders >= mails && undecided === 0,
      600_000,
    );
    const caughtUpSeconds = Math.round((performance.now() - healedAt) / 1000);
    const ledger = await until(
      'the count of the ledger',
      () => balanceOf(house, tenant),
      ({ unbalanced }) => unbalanced === 0,
      600_000,
    );
    return {
      mails,
      faults: struck,
      renumbered,
      tokenFailures: provider.counts.faults,
      tokensReused: provider.counts.reused,
      lost: mails - settled.senders,
      double: settled.requests - settled.senders,
      ledger,
      caughtUpSeconds,
      countedSeconds: Math.round((performance.now() - healedAt) / 1000),
      seconds: Math.round((performance.now() - startedAt) / 1000),
    };
  } finally {
    await house.stop();
    for (const { proxy } of boxes) await proxy.stop();
    await provider.stop();
  }
}

async function openBox(house: House, tenant: string, address: string, provider: { url: string; consent(): string }): Promise<Box> {
  const proxy = await startProxy(house.mail.ports.imap);
  const server = (port: number): string => json({ host: '127.0.0.1', port, secure: false, user: address });
  await asTenant(house.db, tenant, async (trx) => {
    const { id } = await trx
      .insertInto('mailbox')
      .values({
        address,
        name: 'Testladen',
        imap: server(proxy.port),
        smtp: server(house.mail.ports.smtp),
        secret: seal(house.secretKey, ''),
        oauth: json({ tokenUrl: provider.url, clientId: 'vorgang', scope: '' }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await enterRefreshToken(trx, id, seal(house.secretKey, provider.consent()));
  });
  return { address, proxy };
}

/** One fault, waited for until it is set off, with mails before and behind it. @returns its name. */
async function trouble({ proxy }: Box, serial: number, arrive: () => void): Promise<string> {
  const phase = phases[serial % phases.length]!;
  const does = effects[(serial * 5 + Math.floor(serial / phases.length)) % effects.length]!;
  const before = proxy.struck();
  proxy.plan({ at: imapPhases[phase], does });
  if (connecting.includes(phase)) proxy.cutAll();
  for (let n = 0; n < 3; n += 1) arrive();
  const giveUpAt = Date.now() + 100_000;
  while (proxy.struck() === before && Date.now() < giveUpAt) await delay(100);
  if (proxy.struck() === before) {
    // Where nothing came by that could set it off, a plain cut counts.
    proxy.cutAll();
  }
  arrive();
  // Most half-open connections are ended from outside after a while, every eighth only by the product's own patience.
  const isStalled = does === 'stall' || does === 'stall-behind';
  if (!isStalled || serial % 8 !== 0) await delay(500 + ((serial * 977) % 4000));
  proxy.plan(null);
  if (isStalled && serial % 8 !== 0) proxy.cutAll();
  arrive();
  return typeof does === 'object' ? 'delay' : does;
}

async function totals(house: House, tenant: string): Promise<{ requests: number; senders: number; undecided: number }> {
  return asTenant(house.db, tenant, async (trx) => {
    const { rows } = await sql<{ requests: number; senders: number; undecided: number }>`
      select (select count(*)::int from request) as requests, (select count(distinct requester_address)::int from request) as senders,
        (select count(*)::int from inbound_mail where verdict is null) as undecided`.execute(trx);
    return rows[0]!;
  });
}
