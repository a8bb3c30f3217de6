import type { Trx } from '../../db/client.ts';
import { grantsBefore, takeGrantBack, writeGrant } from '../../db/grants.ts';
import { variablesAt } from '../../domain/process/position.ts';
import type { Variables } from '../../domain/process/types.ts';
import { judge, kindLimitIn, proposalIn } from '../../domain/request/competence.ts';
import { ProblemError } from '../problems.ts';

/** A standard answer's placeholder without a value stands as `⟦name⟧`: no customer may read one. @throws ProblemError placeholders-left. */
export function noPlaceholders(...texts: (string | undefined)[]): void {
  const placeholders = texts.flatMap((text) => text?.match(/⟦[^⟦⟧]{0,200}⟧/g) ?? []);
  if (placeholders.length > 0) throw new ProblemError('placeholders-left', { placeholders: [...new Set(placeholders)] });
}

/** What the first event of an idempotency key named; null where the key is new. */
export async function earlier(trx: Trx, request: string, key: string, name: string): Promise<string | null> {
  const event = await trx
    .selectFrom('request_event')
    .select('payload')
    .where('request', '=', request)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  const value = event?.payload[name];
  return typeof value === 'string' ? value : null;
}

/**
 * Nobody tells a customer what the next level has yet to approve, nor closes with it: looks at the forms of the caller's own tasks of this request. What is
 * within the caller's limit counts as granted from now on.
 * @param values what is entered in `task` now, where it comes with the call
 * @throws ProblemError above-limit, with the reason and the level that may approve.
 */
export async function withinLimit(
  trx: Trx,
  { request, account, task, values }: { request: string; account: string; task: string | null; values: Variables | undefined },
): Promise<void> {
  const own = await trx
    .selectFrom('task as t')
    .innerJoin('request as r', 'r.id', 't.request')
    .select(['t.id', 't.activation', 't.form_data', 'r.state'])
    .where('t.request', '=', request)
    .where('t.assignee', '=', account)
    .where('t.state', '=', 'assigned')
    .where('t.form', 'is not', null)
    .execute();
  for (const { id, activation, form_data, state } of own) {
    const proposal = proposalIn((id === task ? values : undefined) ?? form_data);
    if (!proposal) {
      await takeGrantBack(trx, id);
      continue;
    }
    const kindLimit = state && kindLimitIn(variablesAt(state, activation));
    const { kind, amount } = proposal;
    const before = await grantsBefore(trx, { request, task: id, account, kind });
    const { verdict } = judge(before, { account, proposal, kindLimit });
    if (!verdict.within) throw new ProblemError('above-limit', { reason: verdict.reason, level: verdict.level });
    await writeGrant(trx, { request, task: id, account, level: before.level, kind, amount, state: 'granted' });
  }
}

/** What only the process decides: a form that brings it along does not overrule it. */
const ofProcess = ['handling', 'approval'];

/** A form's values as the process gets them. */
export function formValues(values: Variables): Variables {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !ofProcess.includes(name)));
}
