import { Gauge } from 'prom-client';
import { asTenant } from '../../db/client.ts';
import { mailboxAlarms, noteSilence } from '../../db/mailbox-alarms.ts';
import type { MailDependencies } from './dependencies.ts';

/** Milliseconds. Somebody has to give consent again by then. */
const announcedBefore = 14 * 86_400_000;

const gauges = {
  silent: new Gauge({ name: 'vorgang_mailboxes_silent', help: 'Mailboxes that nobody could read for longer than they may be silent' }),
  missing: new Gauge({ name: 'vorgang_mails_missing', help: 'Mails that a server has and the ledger has not' }),
  tokens: new Gauge({
    name: 'vorgang_mailbox_tokens_ending',
    help: 'Mailboxes whose consent ends within 14 days or whose tokens cannot be refreshed',
  }),
};

/** Looks at all mailboxes: whose silence begins is written down, shown to administrators and logged once; the counts are metrics. */
export async function raiseMailboxAlarms({ db, log }: Pick<MailDependencies, 'db' | 'log'>): Promise<void> {
  const all = await mailboxAlarms(db);
  for (const { tenant, id, silent, silentSince } of all) {
    if (silent === (silentSince !== null)) continue;
    await asTenant(db, tenant, (trx) => noteSilence(trx, id, silent));
    if (silent) log.warn({ mailbox: id }, 'A mailbox has been silent for too long; its row says why.');
  }
  const soon = Date.now() + announcedBefore;
  gauges.silent.set(all.filter(({ silent }) => silent).length);
  gauges.missing.set(all.reduce((sum, { missing }) => sum + missing, 0));
  gauges.tokens.set(
    all.filter(({ tokenEnds, tokenFailures }) => tokenFailures > 0 || (tokenEnds !== null && tokenEnds.getTime() < soon)).length,
  );
}
