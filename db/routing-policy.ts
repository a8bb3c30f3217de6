import type { Updateable } from 'kysely';
import type { RoutingPolicy } from '../domain/routing/policy.ts';
import { json, type Trx } from './client.ts';
import type { Database } from './schema.ts';

/** How the tenant distributes work. */
export async function routingPolicy(trx: Trx): Promise<RoutingPolicy> {
  const row = await trx.selectFrom('routing_policy').selectAll().executeTakeFirstOrThrow();
  return {
    order: row.line_order,
    classes: row.classes,
    latestMinutes: row.latest_minutes,
    reserveMinutes: row.reserve_minutes,
    escalatedFirst: row.escalated_first,
    togetherMost: row.together_most,
    ownerWaitMinutes: row.owner_wait_minutes,
    ownerExtraPoints: row.owner_extra_points,
    languageIsSkill: row.language_is_skill,
    channelPoints: row.channel_points,
    widenMinutes: row.widen_minutes,
    silentMinutes: row.silent_minutes,
    returnMinutes: row.return_minutes,
    afterWorkMinutes: row.after_work_minutes,
  };
}

/** Changes what is named; the waiting line follows at once, for nothing of the order is stored. */
export async function changeRoutingPolicy(trx: Trx, change: Partial<RoutingPolicy>): Promise<void> {
  const set: Updateable<Database['routing_policy']> = {
    line_order: change.order,
    classes: change.classes && [...change.classes],
    latest_minutes: change.latestMinutes,
    reserve_minutes: change.reserveMinutes,
    escalated_first: change.escalatedFirst,
    together_most: change.togetherMost,
    owner_wait_minutes: change.ownerWaitMinutes,
    owner_extra_points: change.ownerExtraPoints,
    language_is_skill: change.languageIsSkill,
    channel_points: change.channelPoints && json(change.channelPoints),
    widen_minutes: change.widenMinutes,
    silent_minutes: change.silentMinutes,
    return_minutes: change.returnMinutes,
    after_work_minutes: change.afterWorkMinutes,
  };
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await trx.updateTable('routing_policy').set(given).execute();
}
