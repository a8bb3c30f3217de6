import { announce } from '../../db/changes.ts';
import { asTenant, type Trx } from '../../db/client.ts';
import { type InboundRow, lockInbound } from '../../db/inbound-mail.ts';
import {
  decisionOf,
  type DecisionBefore,
  lockAsked,
  markUndone,
  lastStanding,
  type Overruling,
  restoreDecision,
  settleOverruling,
} from '../../db/overrulings.ts';
import { blockSender, unblockSender } from '../../db/senders.ts';
import { classifyMail } from '../../domain/mail/filter.ts';
import { type Deed, deedsOf, verdictOf } from '../../domain/mail/overrule.ts';
import type { MailDependencies } from './dependencies.ts';
import { readMail, settleMail } from './settle-mail.ts';
import { withdraw } from './withdraw.ts';

interface Done {
  problem: string | null;
  before?: DecisionBefore;
  events: { request: string; event: string }[];
}

/**
 * Carries out what a person said against a mail's verdict, in one transaction: what the verdict had led to is taken back,
 * and the mail goes the way of its new one, through the same hands as any other. Safe to repeat. What cannot be done is
 * refused with its reason in the row.
 */
export async function overrule(deps: MailDependencies, tenant: string, id: string): Promise<void> {
  let events: Done['events'] = [];
  try {
    events = await asTenant(deps.db, tenant, (trx) => settleAsked(deps, trx, id));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    await asTenant(deps.db, tenant, (trx) => settleOverruling(trx, id, { problem: text.slice(0, 300) }));
    deps.log.warn({ overruling: id }, 'A verdict could not be overruled; its row in overruling says why.');
  }
  // Committed already: what is not delivered now the sweeper delivers.
  for (const event of events) await deps.deliver({ tenant, ...event }).catch(() => undefined);
}

async function settleAsked(deps: MailDependencies, trx: Trx, id: string): Promise<Done['events']> {
  const asked = await lockAsked(trx, id);
  if (!asked) return [];
  const row = await lockInbound(trx, asked.mail);
  if (!row) throw new Error(`Mail ${asked.mail} is not in the ledger.`);
  const { problem, before, events } = await (asked.deed === 'undo'
    ? undo(trx, asked, row)
    : put(deps, trx, { ...asked, deed: asked.deed }, row));
  await settleOverruling(trx, id, { problem, before: before ?? null });
  await announce(trx, [{ entity: 'mail', id: row.id }]);
  return events;
}

const refused = (problem: string): Done => ({ problem, events: [] });

/** The deed's verdict in place of the one that stands. */
async function put(deps: MailDependencies, trx: Trx, asked: Overruling & { deed: Deed }, row: InboundRow): Promise<Done> {
  if (!deedsOf(row.verdict).includes(asked.deed)) return refused('not-possible');
  const key = `overruled:${asked.id}`;
  const withdrawn = await withdraw(trx, row, { key, account: asked.account });
  if ('kept' in withdrawn) return refused(withdrawn.kept);
  const read = await readMail(trx, deps.services, row);
  const verdict = verdictOf(asked.deed, { chosen: asked.request, claimed: row }) ?? classifyMail(read.mail, read.known);
  const before: DecisionBefore = { ...decisionOf(row), ...(withdrawn.event ? { closed: true } : {}) };
  if (asked.deed === 'block' && read.mail.from !== null) {
    const isNew = await blockSender(trx, { pattern: read.mail.from.address, reason: '', account: asked.account });
    if (isNew) before.blocked = read.mail.from.address;
  }
  const taken = await settleMail(trx, { ...read, verdict, key });
  const told = taken.request && taken.event ? [{ request: taken.request, event: taken.event }] : [];
  return { problem: null, before, events: [...(withdrawn.event ? [withdrawn.event] : []), ...told] };
}

/** The decision before the overruling again. A request that it had closed stays closed, so such a one is refused. */
async function undo(trx: Trx, asked: Overruling, row: InboundRow): Promise<Done> {
  const undone = await lastStanding(trx, row.id);
  const before = undone?.before as DecisionBefore | null | undefined;
  if (!undone || !before || undone.id !== asked.undoes || before.closed) return refused('not-possible');
  const withdrawn = await withdraw(trx, row, { key: `overruled:${asked.id}`, account: asked.account });
  if ('kept' in withdrawn) return refused(withdrawn.kept);
  if (before.message !== null) await trx.updateTable('message').set({ withdrawn_at: null }).where('id', '=', before.message).execute();
  if (before.blocked !== undefined) await unblockSender(trx, before.blocked);
  await restoreDecision(trx, row.id, before);
  await markUndone(trx, undone.id);
  return { problem: null, before: decisionOf(row), events: withdrawn.event ? [withdrawn.event] : [] };
}
