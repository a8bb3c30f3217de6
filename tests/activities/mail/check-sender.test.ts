import { generateKeyPairSync } from 'node:crypto';
import type { DNSResolver } from 'mailauth';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSender } from '../../../activities/mail/check-sender.ts';
import { takeIn } from '../../../activities/mail/intake.ts';
import { readInbound } from '../../../db/inbound-mail.ts';
import { parseMail } from '../../../domain/mail/parse.ts';
import { createSetting, type Setting } from './setting.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const client = '93.184.215.14';
const records: Record<string, string> = {
  'TXT key._domainkey.kunden.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
  'TXT _dmarc.kunden.example': 'v=DMARC1; p=reject',
  'TXT kunden.example': `v=spf1 ip4:${client} -all`,
  'TXT other.example': `v=spf1 ip4:${client} -all`,
};

/** Names in memory; whatever is not there does not exist. */
const resolver: DNSResolver = (name, type) => {
  const found = records[`${type} ${name}`];
  return found === undefined ? Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' })) : Promise.resolve([[found]]);
};

interface Sent {
  from?: string;
  returnPath?: string;
  ip?: string;
  isSigned?: boolean;
  isChanged?: boolean;
}

/** A mail as our server files it: with its Return-Path and the Received line that names who brought it. */
async function mail({
  from = 'anna@kunden.example',
  returnPath = from,
  ip = client,
  isSigned = false,
  isChanged = false,
}: Sent): Promise<Buffer> {
  const dkim = { domainName: 'kunden.example', keySelector: 'key', privateKey };
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...(isSigned ? { dkim } : {}) });
  const sent = await transport.sendMail({ from, to: 'service@shop.example', subject: 'Frage', text: 'Wo ist mein Paket?' });
  const raw = (sent.message as Buffer).toString();
  const received = `Received: from mail.example (mail.example [${ip}]) by mx.shop.example with ESMTP; Tue, 24 Nov 2026 10:00:00 +0100`;
  return Buffer.from(`Return-Path: <${returnPath}>\r\n${received}\r\n${isChanged ? raw.replace('Paket', 'Geld') : raw}`);
}

const check = async (sent: Sent, names = resolver) => {
  const raw = await mail(sent);
  return checkSender(raw, await parseMail(raw), names);
};

describe('a sender that we check ourselves', () => {
  it.each<[string, Sent, string, object]>([
    ['proven by his server', {}, 'pass', { spf: 'pass', dmarc: 'pass' }],
    ['proven by his signature alone', { ip: '198.51.100.7', isSigned: true }, 'pass', { dkim: 'pass', dmarc: 'pass' }],
    ['forged from another server', { ip: '8.8.8.8' }, 'fail', { spf: 'fail', dmarc: 'fail' }],
    ['forged through another domain', { returnPath: 'x@other.example' }, 'other', { spf: 'pass', dmarc: 'fail' }],
    ['whose signed text was changed', { ip: '8.8.8.8', isSigned: true, isChanged: true }, 'fail', { dmarc: 'fail' }],
    ['whose server is not told, unsigned', { ip: '10.0.0.1' }, 'none', { dmarc: 'fail' }],
    ['whose domain says nothing of itself', { from: 'x@quiet.example' }, 'none', { dmarc: 'none' }],
  ])('%s is found so', async (_name, sent, result, words) => {
    expect(await check(sent)).toMatchObject({ by: 'us', result, ...words });
  });

  it('is unknown where name servers fail or never answer', async () => {
    const broken = () => Promise.reject(Object.assign(new Error('timeout'), { code: 'ETIMEOUT' }));
    expect(await check({ isSigned: true }, broken)).toMatchObject({ result: 'none', dmarc: 'temperror' });
    const raw = await mail({});
    const silent = checkSender(raw, await parseMail(raw), () => new Promise(() => undefined), 50);
    expect(await silent).toMatchObject({ result: 'none', dmarc: 'temperror' });
  });
});

describe('intake', () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await createSetting();
  });
  afterAll(() => setting.end());

  const taken = async (raw: Buffer) => {
    const id = await setting.ledger(raw);
    await takeIn({ ...setting.deps, resolver }, setting.tenant, id);
    return setting.inTenant(async (trx) => {
      const row = await readInbound(trx, id);
      const message = await trx
        .selectFrom('message')
        .select('authentication')
        .where('request', '=', row?.request ?? '')
        .executeTakeFirst();
      return { row, message };
    });
  };

  it('notes at mail and message what was found', async () => {
    const { row, message } = await taken(await mail({ isSigned: true }));
    expect(row).toMatchObject({ verdict: 'request', detail: { senderCheck: { result: 'pass', by: 'us' } } });
    expect(message?.authentication).toMatchObject({ result: 'pass', dkim: 'pass', spf: 'pass' });
    expect((await taken(await mail({ ip: '8.8.8.8' }))).message?.authentication).toMatchObject({ result: 'fail' });
  });

  it('believes our own server before asking anybody, and no server of others', async () => {
    await setting.inTenant((trx) =>
      trx
        .updateTable('mailbox')
        .set((eb) => ({
          imap: eb.cast(eb.val(JSON.stringify({ host: 'x', port: 1, secure: false, user: 'x', authservId: 'mx.shop.example' })), 'jsonb'),
        }))
        .execute(),
    );
    const forged = async (name: string): Promise<Buffer> =>
      Buffer.concat([Buffer.from(`Authentication-Results: ${name}; dmarc=pass\r\n`), await mail({ ip: '8.8.8.8' })]);
    expect((await taken(await forged('mx.shop.example'))).message?.authentication).toMatchObject({ result: 'pass', by: 'server' });
    expect((await taken(await forged('mx.evil.example'))).message?.authentication).toMatchObject({ result: 'fail', by: 'us' });
  });
});
