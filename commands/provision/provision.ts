import { addCalendar } from '../../db/calendars.ts';
import type { Trx } from '../../db/client.ts';
import { competenceLimits, saveCompetenceLimits } from '../../db/competence-limits.ts';
import { ruleOf } from '../../domain/service-level/calendar-rule.ts';
import type { Shipped } from './shipped.ts';

/**
 * Gives the transaction's tenant what it lacks of the shipped kinds, topics, skills, calendars, standard answers and drafts. What is there stays as
 * the tenant changed it, so running it again changes nothing. Publishing is the caller's next step.
 * @param year the first year whose holidays are written; ten more follow.
 */
export async function provision(trx: Trx, shipped: Shipped, year = new Date().getFullYear()): Promise<void> {
  const titled = (entries: Shipped['topics']) => Object.entries(entries).map(([key, { de, en }]) => ({ key, title_de: de, title_en: en }));
  await trx
    .insertInto('topic')
    .values(titled(shipped.topics))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .insertInto('skill')
    .values(titled(shipped.skills))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await provisionKinds(trx, shipped.kinds);
  for (const calendar of shipped.calendars) await addCalendar(trx, { ...calendar, rule: ruleOf({ ...calendar, overrides: {} }, year) });
  if ((await competenceLimits(trx)).length === 0) await saveCompetenceLimits(trx, shipped.competenceLimits);
  await trx
    .insertInto('answer')
    .values(shipped.answers)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .insertInto('definition')
    .values(shipped.definitions)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Rules come only with a new kind: a tenant that deleted one has reasons. */
async function provisionKinds(trx: Trx, kinds: Shipped['kinds']): Promise<void> {
  const added = await trx
    .insertInto('kind')
    .values(Object.entries(kinds).map(([key, { title }]) => ({ key, title_de: title.de, title_en: title.en })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .execute();
  const rules = added.flatMap(({ key }) => (kinds[key]?.rules ?? []).map((rule) => ({ kind: key, ...rule })));
  if (rules.length > 0) await trx.insertInto('kind_rule').values(rules).execute();
}
