import { announce } from '../../db/changes.ts';
import { asTenant, type Db, type Trx } from '../../db/client.ts';
import { endAfterWork, goOffline, overflow, type PresentPerson, returnUntouched, stranded, takeable, widen } from '../../db/floor.ts';
import { assignTask } from '../../db/routing.ts';
import { setRoutingAlarms } from '../../db/routing-alarms.ts';
import { tellAssigned, tellTask } from '../../db/task-news.ts';
import { lackingFor } from '../../domain/routing/lacking.ts';

/** Tasks given out in one round; the rest has its turn in the next. */
const mostGiven = 200;

/**
 * What time alone does to one tenant's distribution: who is silent goes offline, after-work ends, untouched work of the absent goes back, what has waited long
 * overflows, what somebody has room for is given out, and what nobody who is there may take becomes an alarm.
 * @returns how many tasks were given.
 */
export async function sweepFloor(db: Db, tenant: string): Promise<number> {
  await asTenant(db, tenant, async (trx) => {
    const changed = [...(await goOffline(trx)), ...(await endAfterWork(trx))];
    await announce(
      trx,
      changed.map((id) => ({ entity: 'account' as const, id, account: id })),
    );
  });
  await asTenant(db, tenant, async (trx) => {
    const system = { type: 'system' as const };
    for (const { id, request, account } of await returnUntouched(trx))
      await tellTask(trx, { task: id, request, account, kind: 'returned', data: { by: 'absence', account, from: account }, actor: system });
    for (const { id, request, team } of await overflow(trx))
      await tellTask(trx, { task: id, request, kind: 'overflowed', data: { team }, actor: system });
    for (const { id, request } of await widen(trx)) await tellTask(trx, { task: id, request, kind: 'widened', actor: system });
  });
  const waiting = await asTenant(db, tenant, (trx) => takeable(trx, mostGiven));
  let given = 0;
  for (const { id } of waiting) {
    // Each by itself: whoever gives out work holds a person's lock for a moment only.
    given += await asTenant(db, tenant, async (trx) => {
      const assigned = await assignTask(trx, id);
      await tellAssigned(trx, assigned, 'push');
      return assigned.length;
    });
  }
  await asTenant(db, tenant, raiseAlarms);
  return given;
}

async function raiseAlarms(trx: Trx): Promise<void> {
  const { tasks, present } = await stranded(trx);
  const people = present.map((person) => ({ ...person, skills: levelsOf(person) }));
  const alarms = tasks.flatMap(({ id, request, declinedBy, ...task }) => {
    const lacking = lackingFor({ ...task, excluded: declinedBy }, people);
    return lacking ? [{ task: id, request, lacking }] : [];
  });
  for (const { task, request, lacking } of await setRoutingAlarms(trx, alarms))
    await tellTask(trx, { task, request, kind: 'nobody-can-take', data: { ...lacking }, actor: { type: 'system' } });
}

/** `skill:level` for each level up to their own, back to the highest. */
function levelsOf({ abilities }: PresentPerson): Record<string, number> {
  const levels: Record<string, number> = {};
  for (const ability of abilities) {
    const at = ability.lastIndexOf(':');
    const key = ability.slice(0, at);
    levels[key] = Math.max(levels[key] ?? 0, Number(ability.slice(at + 1)));
  }
  return levels;
}
