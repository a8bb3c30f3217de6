import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { overrule } from '../../../activities/mail/overrule.ts';
import { askOverruling, type NewOverruling } from '../../../db/overrulings.ts';
import { readInbound } from '../../../db/inbound-mail.ts';
import { deedsOf } from '../../../domain/mail/overrule.ts';
import { makeAccount } from '../../api/test-api.ts';
import { createSetting, mailText, type Setting } from './setting.ts';
import { acknowledge, count, messagesOf, requestOf } from './written.ts';

let setting: Setting;
let account: string;

beforeAll(async () => {
  setting = await createSetting();
  account = (await setting.inTenant((trx) => makeAccount(trx, { name: 'Lena Leitung', roles: ['lead'] }))).id;
});
beforeEach(() => void (setting.delivered.length = 0));
afterAll(() => setting.end());

/** What a person asks for, carried out. */
async function say(deed: NewOverruling['deed'], mail: string, more: Partial<NewOverruling> = {}) {
  const [id = ''] = await setting.inTenant((trx) => askOverruling(trx, { mails: [mail], deed, account, ...more }));
  await overrule(setting.deps, setting.tenant, id);
  const said = await setting.inTenant((trx) => trx.selectFrom('overruling').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  const row = await setting.inTenant((trx) => readInbound(trx, mail));
  if (!row) throw new Error('The ledger row is gone.');
  return { said, row };
}

const textsOf = async (request: string | null) =>
  (await messagesOf(setting, request)).filter((one) => one.withdrawn_at === null).map((one) => one.text.trim());
const eventsOf = (request: string | null) =>
  setting.inTenant((trx) =>
    trx.selectFrom('request_event').select(['kind', 'payload', 'actor']).where('request', '=', request).orderBy('seq').execute(),
  );

/** A stranger's mail with the reply address of Anna's request: held. */
async function held(text = 'Ich bin der Kollege.') {
  const first = await setting.receive(mailText({}));
  const sent = await acknowledge(setting, first.request);
  const row = await setting.receive(mailText({ from: 'Kim <kim@elsewhere.example>', to: sent.content.replyTo?.address ?? '', text }));
  expect(row.verdict).toBe('quarantined');
  return { first, sent, row };
}

describe('a held mail', () => {
  it('that is released joins where it said it belongs, and its sender may go on from there', async () => {
    const { first, sent, row } = await held();
    const { row: after } = await say('release', row.id);
    expect(after).toMatchObject({ verdict: 'reply', reason: 'M957 released', request: first.request });
    expect(await textsOf(first.request)).toContain('Ich bin der Kollege.');
    expect(setting.delivered.at(-1)).toEqual({ request: first.request, event: after.event });
    const next = await setting.receive(mailText({ from: 'Kim <kim@elsewhere.example>', to: sent.content.replyTo?.address ?? '' }));
    expect(next.verdict).toBe('reply');
  });

  it('can become a request of its own, join another one, or leave as spam', async () => {
    const { first, row } = await held();
    const own = await say('request', row.id);
    expect(own.row).toMatchObject({ verdict: 'request', reason: 'M951 made-request' });
    expect(own.row.request).not.toBe(first.request);
    const other = await setting.receive(mailText({ from: 'bert@kunden.example' }));
    const joined = await say('join', row.id, { request: other.request });
    expect(joined.row).toMatchObject({ verdict: 'reply', reason: 'M952 joined', request: other.request });
    expect((await eventsOf(own.row.request)).map((event) => event.kind)).toEqual(['request-opened', 'request-cancelled']);
    const spam = await say('spam', row.id);
    expect(spam.row).toMatchObject({ verdict: 'filtered', reason: 'M954 called-spam', request: null });
    expect(await textsOf(other.request)).toEqual(['Guten Tag, wo ist mein Paket?']);
  });
});

describe('what was said can be taken back', () => {
  it('step by step, down to the machine’s own verdict', async () => {
    const { first, row } = await held();
    await say('release', row.id);
    const { said } = await say('discard', row.id);
    expect(await textsOf(first.request)).not.toContain('Ich bin der Kollege.');
    const back = await say('undo', row.id, { undoes: said.id });
    expect(back.row).toMatchObject({ verdict: 'reply', reason: 'M957 released', request: first.request });
    expect(await textsOf(first.request)).toContain('Ich bin der Kollege.');
    const released = await setting.inTenant((trx) =>
      trx.selectFrom('overruling').select('id').where('mail', '=', row.id).where('deed', '=', 'release').executeTakeFirstOrThrow(),
    );
    const again = await say('undo', row.id, { undoes: released.id });
    expect(again.row).toMatchObject({ verdict: 'quarantined', reason: 'M511 unknown-sender', request: first.request });
    expect(await textsOf(first.request)).not.toContain('Ich bin der Kollege.');
  });

  it('but not where a request was closed for it, and nothing twice', async () => {
    const opened = await setting.receive(mailText({ from: 'new@elsewhere.example' }));
    const { said } = await say('spam', opened.id);
    expect((await say('undo', opened.id, { undoes: said.id })).said).toMatchObject({ state: 'refused', problem: 'not-possible' });
    const { row } = await held();
    const discarded = await say('discard', row.id);
    expect((await say('undo', row.id, { undoes: discarded.said.id })).said.state).toBe('done');
    expect((await say('undo', row.id, { undoes: discarded.said.id })).said.state).toBe('refused');
  });
});

describe('a verdict is overruled', () => {
  it('only as far as it makes sense: a request that a person answered stays', async () => {
    const first = await setting.receive(mailText({}));
    const { id } = await requestOf(setting, first.request);
    await setting.inTenant((trx) =>
      trx.insertInto('message').values({ request: id, type: 'agent', channel: 'mail', text: 'Hier ist es.' }).execute(),
    );
    const { said, row } = await say('spam', first.id);
    expect(said).toMatchObject({ state: 'refused', problem: 'already-answered' });
    expect(row).toMatchObject({ verdict: 'request', request: first.request });
    expect((await say('request', first.id)).said.problem).toBe('not-possible');
  });

  it('once, however often it is carried out', async () => {
    const { row } = await held();
    const before = await count(setting, 'request');
    const { said } = await say('request', row.id);
    await overrule(setting.deps, setting.tenant, said.id);
    expect(await count(setting, 'request')).toBe(before + 1);
  });

  it('with the sender blocked from then on, until that is taken back', async () => {
    const first = await setting.receive(mailText({ from: 'pest@pest.example' }));
    const { said } = await say('block', first.id);
    expect(await setting.receive(mailText({ from: 'PEST@pest.example' }))).toMatchObject({
      verdict: 'filtered',
      reason: 'M711 blocked-sender',
    });
    expect(said.before).toMatchObject({ blocked: 'pest@pest.example' });
  });

  it('by the filters where it had failed', async () => {
    const id = await setting.ledger(mailText({}));
    await setting.inTenant((trx) =>
      trx.updateTable('inbound_mail').set({ verdict: 'failed', reason: 'M901 unreadable' }).where('id', '=', id).execute(),
    );
    expect((await say('again', id)).row).toMatchObject({ verdict: 'request', reason: 'M801 new-request' });
  });
});

it('every verdict but an expert’s answer can be overruled', () => {
  const verdicts = ['request', 'reply', 'automatic', 'bounce', 'filtered', 'quarantined', 'failed'] as const;
  for (const verdict of verdicts) expect(deedsOf(verdict)).toContain('discard');
  expect(deedsOf('expert-answer')).toEqual([]);
});
