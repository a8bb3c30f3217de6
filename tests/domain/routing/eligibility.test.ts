import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lackingFor } from '../../../domain/routing/lacking.ts';
import { chooseAgent, mayTake, type RoutableAgent, type RoutableTask } from '../../../domain/routing/eligibility.ts';

const agent: RoutableAgent = {
  id: 'a1',
  skills: { claims: 2, payment: 1 },
  topics: ['damage', 'payment'],
  languages: ['de', 'en'],
  capacity: 4,
  load: 2,
  presence: 'available',
  idleSince: '2026-11-24T09:00:00Z',
};
const task: RoutableTask = { skills: [{ key: 'claims', level: 2 }], topic: 'damage', language: 'de', points: 2 };

describe('who may take a task', () => {
  it('is an agent with every skill at its level, the topic, the language and room', () => {
    expect(mayTake(agent, task)).toEqual({ may: true });
    expect(mayTake({ ...agent, topics: null }, { ...task, topic: 'anything', language: null, skills: [] })).toEqual({ may: true });
  });

  it.each([
    ['is away', { presence: 'paused' as const }, {}, 'absent', 'paused'],
    ['declined it before', {}, { excluded: ['a1'] }, 'declined', 'a1'],
    ['does not serve the topic', {}, { topic: 'privacy' }, 'topic', 'privacy'],
    ['lacks a skill', {}, { skills: [{ key: 'legal', level: 1 }] }, 'skill', 'legal 1'],
    ['lacks a level', {}, { skills: [{ key: 'claims', level: 3 }] }, 'skill', 'claims 3'],
    ['lacks a skill named like a built-in', {}, { skills: [{ key: 'constructor', level: 1 }] }, 'skill', 'constructor 1'],
    ['does not speak the language', {}, { language: 'fr' }, 'language', 'fr'],
    ['has no room', { load: 3 }, {}, 'capacity', '1'],
  ])('is not an agent who %s', (_name, changedAgent, changedTask, reason, missing) => {
    expect(mayTake({ ...agent, ...changedAgent }, { ...task, ...changedTask })).toEqual({ may: false, reason, missing });
  });
});

describe('who gets a task', () => {
  it('is the one with the smallest share of his capacity in use', () => {
    const others = [
      { ...agent, id: 'half', load: 2, capacity: 4 },
      { ...agent, id: 'third', load: 2, capacity: 6 },
    ];
    expect(chooseAgent(others, task)?.id).toBe('third');
  });

  it('is the longest idle among equals, then the first by id', () => {
    const early = { ...agent, id: 'z', idleSince: '2026-11-24T08:00:00Z' };
    expect(chooseAgent([agent, early], task)?.id).toBe('z');
    expect(
      chooseAgent(
        [
          { ...agent, id: 'b' },
          { ...agent, id: 'B' },
        ],
        task,
      )?.id,
    ).toBe('B');
  });

  it('is nobody where nobody may', () => {
    expect(chooseAgent([{ ...agent, presence: 'offline' }], task)).toBeNull();
  });

  it('never exceeds a capacity and does not depend on the order of the list', () => {
    const some = fc.record({ load: fc.integer({ min: 0, max: 6 }), capacity: fc.integer({ min: 0, max: 6 }) });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), fc.integer({ min: 1, max: 3 }), (loads, points) => {
        const agents = loads.map((one, n) => ({ ...agent, ...one, id: `a${n}` }));
        const chosen = chooseAgent(agents, { ...task, points });
        expect(chooseAgent(agents.toReversed(), { ...task, points })).toEqual(chosen);
        if (chosen !== null) expect(chosen.load + points).toBeLessThanOrEqual(chosen.capacity);
      }),
    );
  });
});

describe('what those who are there lack', () => {
  const people = [
    { id: 'a', skills: { claims: 2 }, topics: ['damage'] },
    { id: 'b', skills: { legal: 1 }, topics: null },
  ];
  it.each([
    ['nobody is there', { topic: null, skills: [] }, [], { what: 'anybody' }],
    ['nobody serves the topic', { topic: 'privacy', skills: [] }, people.slice(0, 1), { what: 'topic', topic: 'privacy' }],
    [
      'nobody has the level',
      { topic: 'damage', skills: [{ key: 'claims', level: 3 }] },
      people,
      { what: 'skills', skills: [{ key: 'claims', level: 3 }] },
    ],
    [
      'nobody has both',
      {
        topic: null,
        skills: [
          { key: 'claims', level: 1 },
          { key: 'legal', level: 1 },
        ],
      },
      people,
      { what: 'skills-together' },
    ],
    ['the only one declined', { topic: null, skills: [{ key: 'legal', level: 1 }], excluded: ['b'] }, people, { what: 'undeclined' }],
    ['somebody can', { topic: 'damage', skills: [{ key: 'claims', level: 2 }] }, people, null],
    ['somebody helps out at any level', { topic: 'damage', skills: [{ key: 'claims', level: 3 }], widened: true }, people, null],
  ])('is told: %s', (_name, task, present, lacking) => {
    const told = lackingFor(task, present);
    if (lacking === null) expect(told).toBeNull();
    else expect(told).toMatchObject(lacking);
  });
});

describe('the owner of a conversation', () => {
  const owner = { ...agent, id: 'owner', load: 2 };
  const idle = { ...agent, id: 'idle', load: 0 };
  it('gets it though others are less loaded, within the bound', () => {
    expect(chooseAgent([idle, owner], { ...task, preferred: 'owner' }, { ownerExtraPoints: 2 })?.id).toBe('owner');
    expect(chooseAgent([idle, owner], { ...task, preferred: 'owner' }, { ownerExtraPoints: 1 })?.id).toBe('idle');
  });

  it('keeps what is reserved from others, and a full channel keeps the rest', () => {
    expect(mayTake(idle, { ...task, preferred: 'owner', reserved: true })).toMatchObject({ reason: 'reserved' });
    expect(mayTake({ ...idle, channels: { chat: { capacity: 2, load: 1 } } }, { ...task, channel: 'chat' })).toMatchObject({
      reason: 'capacity',
    });
  });
});
