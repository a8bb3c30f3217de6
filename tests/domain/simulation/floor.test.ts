import { expect, test } from 'vitest';
import { Schedule } from '../../../domain/process/simulate/schedule.ts';
import type { RoutableAgent } from '../../../domain/routing/eligibility.ts';
import { DEFAULT_ROUTING } from '../../../domain/routing/policy.ts';
import { Floor, type FloorRules, type FloorTask } from '../../../domain/simulation/floor.ts';

const START = Date.parse('2026-11-24T08:00:20Z');
const MINUTE = 60_000;
const instant = (minutes: number) => new Date(START + minutes * MINUTE).toISOString();

const agent = (id: string, more: Partial<RoutableAgent> = {}): RoutableAgent => ({
  id,
  skills: {},
  topics: ['returns'],
  languages: [],
  capacity: 1,
  load: 0,
  presence: 'available',
  ...more,
});

const taskOf = (more: Partial<FloorTask> = {}): FloorTask => ({
  id: 'task',
  customerClass: 'A',
  deadline: instant(240),
  arrival: instant(0),
  skills: [],
  topic: 'returns',
  language: null,
  points: 1,
  left: 10 * MINUTE,
  stations: [],
  ...more,
});

function floorOf(rules: Pick<FloorRules<FloorTask>, 'agents' | 'overflowMinutes' | 'declines'>) {
  const schedule = new Schedule<() => void>();
  const floor = new Floor({ ...rules, policy: DEFAULT_ROUTING, plan: (at, action) => schedule.plan(at, action), finished: () => {} });
  return {
    floor,
    /** Who had the task when it was done, and the whole minutes, from the start on, at which it was given to somebody. */
    play(task: FloorTask): { by: string | null; given: number[] } {
      floor.put(task, START);
      for (let next = schedule.next(START + 240 * MINUTE); next; next = schedule.next(START + 240 * MINUTE)) next.item();
      const given = task.stations.filter(({ what }) => what === 'given').map(({ at }) => Math.ceil((at - START) / MINUTE));
      return { by: task.stations.find(({ what }) => what === 'done')?.agent ?? null, given };
    },
  };
}

const paused = agent('owner', { presence: 'paused' });

test('work is kept for an owner who has a break, as long as the policy says; then the next round gives it to somebody else', () => {
  const { play } = floorOf({ agents: [paused, agent('other')] });
  expect(play(taskOf({ preferred: 'owner' }))).toEqual({ by: 'other', given: [11] });
});

test('it is not kept past the time at which it is at risk, nor for somebody who has gone home', () => {
  expect(floorOf({ agents: [paused, agent('other')] }).play(taskOf({ preferred: 'owner', atRiskAt: instant(4) })).given).toEqual([5]);
  const gone = agent('owner', { presence: 'offline' });
  expect(floorOf({ agents: [gone, agent('other')] }).play(taskOf({ preferred: 'owner' })).given).toEqual([0]);
});

test('an owner who comes back gets what was kept for them', () => {
  const { floor } = floorOf({ agents: [paused, agent('other')] });
  const task = taskOf({ preferred: 'owner' });
  floor.put(task, START);
  floor.presence('owner', 'available', START + 3 * MINUTE);
  expect(task.stations.at(-1)).toMatchObject({ what: 'begun', agent: 'owner' });
});

test('what waits for half an hour goes to whoever helps its team, in the next round', () => {
  const helper = agent('helper', { topics: ['payment'], helps: ['returns'] });
  expect(floorOf({ agents: [helper], overflowMinutes: () => 30 }).play(taskOf())).toEqual({ by: 'helper', given: [31] });
  expect(floorOf({ agents: [helper] }).play(taskOf())).toEqual({ by: null, given: [] });
});

test('what somebody declines is offered to others, never to them again', () => {
  const declines = (_task: FloorTask, id: string) => id === 'a';
  expect(floorOf({ agents: [agent('a'), agent('b')], declines }).play(taskOf())).toEqual({ by: 'b', given: [0, 1] });
  expect(floorOf({ agents: [agent('a')], declines }).play(taskOf())).toEqual({ by: null, given: [0] });
});
