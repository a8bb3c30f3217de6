import { sql } from 'kysely';
import { asTenant } from '../../db/client.ts';
import { stopWhereTooMany } from '../../db/mail-policy.ts';
import { abandonedHandovers, settleOutbox } from '../../db/outbox.ts';
import { forgottenOverrulings } from '../../db/overrulings.ts';
import { allTenants } from '../../db/stuck.ts';
import type { MailDependencies } from './dependencies.ts';
import { takeIn } from './intake.ts';
import { overrule } from './overrule.ts';

/** Milliseconds; the rest has its turn in the next sweep. */
const longest = 30_000;

/**
 * What a killed system left behind: mails without a verdict for a minute are taken in again, in their order; handings over that nobody does
 * any more are shown as unknown; overrulings whose workflow never came to run are carried out.
 * @returns how many there were.
 */
export async function sweepMail(deps: MailDependencies): Promise<number> {
  const { rows: mails } = await sql<{ tenant: string; id: string }>`select * from stuck_mails(interval '1 minute')`.execute(deps.db);
  const until = Date.now() + longest;
  let count = 0;
  for (const { tenant, id } of mails) {
    if (Date.now() > until) break;
    await takeIn(deps, tenant, id);
    count += 1;
  }
  for (const { tenant } of await allTenants(deps.db)) {
    count += await asTenant(deps.db, tenant, async (trx) => {
      const left = await abandonedHandovers(trx);
      for (const id of left) {
        await settleOutbox(trx, id, { state: 'unknown', error: 'The process that handed it over ended before the server answered.' });
      }
      return left.length;
    });
    if (await asTenant(deps.db, tenant, stopWhereTooMany)) {
      deps.log.warn({ tenant }, 'Too many automatic mails: none goes out until an administrator lifts the stop.');
    }
    for (const id of await asTenant(deps.db, tenant, forgottenOverrulings)) {
      await overrule(deps, tenant, id);
      count += 1;
    }
  }
  return count;
}
