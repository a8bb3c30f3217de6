import type { Selectable } from 'kysely';
import type { Deed } from '../domain/mail/overrule.ts';
import { json, type Trx } from './client.ts';
import type { InboundRow } from './inbound-mail.ts';
import type { Database, Verdict } from './schema.ts';

export type Overruling = Selectable<Database['overruling']>;

/** A ledger row's decision, for taking an overruling back. */
export interface DecisionBefore {
  verdict: Verdict | null;
  reason: string | null;
  detail: Record<string, unknown>;
  request: string | null;
  consultation: string | null;
  event: string | null;
  message: string | null;
  /** What a `block` added to the list. */
  blocked?: string;
  /** The request that the verdict had made was closed: there is no way back. */
  closed?: true;
}

export interface NewOverruling {
  mails: string[];
  deed: Deed | 'undo';
  account: string;
  request?: string | null;
  undoes?: string | null;
}

/** Asked for, not done: the worker does it after the commit. @returns their ids in the order of `mails`. */
export async function askOverruling(trx: Trx, { mails, deed, account, request, undoes }: NewOverruling): Promise<string[]> {
  const rows = await trx
    .insertInto('overruling')
    .values(mails.map((mail) => ({ mail, deed, account, request: request ?? null, undoes: undoes ?? null })))
    .returning(['id', 'mail'])
    .execute();
  return mails.flatMap((mail) => rows.find((row) => row.mail === mail)?.id ?? []);
}

/** The overruling where it still waits; locked, so it is done once. */
export function lockAsked(trx: Trx, id: string): Promise<Overruling | undefined> {
  return trx.selectFrom('overruling').selectAll().where('id', '=', id).where('state', '=', 'asked').forUpdate().executeTakeFirst();
}

/** The newest that is in force: the only one that can be taken back. */
export function lastStanding(trx: Trx, mail: string): Promise<Overruling | undefined> {
  return trx
    .selectFrom('overruling')
    .selectAll()
    .where('mail', '=', mail)
    .where('state', '=', 'done')
    .where('undone', '=', false)
    .where('deed', '!=', 'undo')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function settleOverruling(
  trx: Trx,
  id: string,
  { problem = null, before = null }: { problem?: string | null; before?: DecisionBefore | null },
): Promise<void> {
  await trx
    .updateTable('overruling')
    .set({ state: problem === null ? 'done' : 'refused', problem, before: before === null ? null : json(before), done_at: new Date() })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .execute();
}

/** Its effect is gone: nobody can take it back a second time. */
export async function markUndone(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('overruling').set({ undone: true }).where('id', '=', id).execute();
}

/** Asked for longer than a minute ago: their workflow was never started. */
export async function forgottenOverrulings(trx: Trx): Promise<string[]> {
  const rows = await trx
    .selectFrom('overruling')
    .select('id')
    .where('state', '=', 'asked')
    .where('asked_at', '<', new Date(Date.now() - 60_000))
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => row.id);
}

/** Those that there are, in the order in which they were asked for. */
export function overrulingStates(trx: Trx, ids: string[]) {
  return trx
    .selectFrom('overruling')
    .select(['id', 'mail', 'state', 'problem', 'before', 'undone'])
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
}

/** What was said about a mail, newest first. */
export function overrulingsOf(trx: Trx, mail: string) {
  return trx
    .selectFrom('overruling as o')
    .innerJoin('account as a', 'a.id', 'o.account')
    .select([
      'o.id',
      'o.deed',
      'o.state',
      'o.problem',
      'o.asked_at as at',
      'o.undone',
      'o.before',
      'a.id as accountId',
      'a.name as accountName',
    ])
    .where('o.mail', '=', mail)
    .orderBy('o.id', 'desc')
    .limit(50)
    .execute();
}

export function decisionOf({ verdict, reason, detail, request, consultation, event, message }: InboundRow): DecisionBefore {
  return { verdict, reason, detail: (detail ?? {}) as Record<string, unknown>, request, consultation, event, message };
}

/** Puts a ledger row's earlier decision back, the missing one included. */
export async function restoreDecision(trx: Trx, mail: string, before: DecisionBefore): Promise<void> {
  const { verdict, reason, detail, request, consultation, event, message } = before;
  await trx
    .updateTable('inbound_mail')
    .set({ verdict, reason, detail: json(detail), request, consultation, event, message, decided_at: new Date() })
    .where('id', '=', mail)
    .execute();
}
