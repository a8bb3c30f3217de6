import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { load } from '../../../domain/process/load.ts';
import { drawn, scripted, type Answers } from '../../../domain/process/simulate/answers.ts';
import { seeded } from '../../../domain/process/simulate/random.ts';
import { Schedule } from '../../../domain/process/simulate/schedule.ts';
import { Simulation } from '../../../domain/process/simulate/simulation.ts';
import type { Graph } from '../../../domain/process/types.ts';
import {
  boundary,
  bpmn,
  element,
  end,
  error,
  flow,
  gateway,
  message,
  path,
  publish,
  script,
  service,
  start,
  timer,
  user,
} from './model.ts';

const at = '2026-03-02T08:00:00.000Z';
const hour = 3_600_000;

let graph: Graph;

beforeAll(async () => {
  const model = bpmn(
    'p',
    start(),
    gateway('exclusive', 'again'),
    user('work'),
    boundary('late', 'work', timer('R/PT1H', 'timeCycle'), false),
    script('remind', '=reminders + 1', 'reminders'),
    service('book'),
    boundary('gone', 'book', error('gone')),
    element('receiveTask', 'reply', '', '', 'messageRef="m_reply"'),
    end(),
    path('s again work book reply e'),
    path('late remind'),
    flow('gone', 'again'),
  );
  const published = await publish({ p: model });
  if (!published.graph) throw new Error(JSON.stringify(published.findings));
  ({ graph } = published);
});

function simulation(answers: Answers, seed = 0): Simulation {
  const executable = load(graph);
  return new Simulation({ at, answers, seed, executables: () => executable });
}

describe('a simulated request', () => {
  it('ends as soon as all is answered, in virtual time', () => {
    const world = simulation(scripted({ work: [{ after: 3.5 * hour }], book: [{ after: 0 }], reply: [{ after: hour }] }));
    const request = world.start(graph.hash, { reminders: 0 });
    world.run();
    expect(request.status).toBe('completed');
    expect(request.variables).toEqual({ reminders: 3 });
    expect(new Date(world.now).toISOString()).toBe('2026-03-02T12:30:00.000Z');
  });

  it('gets scripted answers in turn, the last one for good', () => {
    const world = simulation(
      scripted(
        { book: [{ after: 0, error: 'gone' }, { after: 0, error: 'gone', variables: { twice: true } }, { after: 1 }] },
        { after: 0 },
      ),
    );
    const request = world.start(graph.hash, { reminders: 0 });
    world.run();
    expect(request.commands.filter(({ type }) => type === 'create-task')).toHaveLength(3);
    expect(request.variables).toEqual({ reminders: 0, twice: true });
    expect(request.status).toBe('completed');
  });

  it('waits for ever where nobody answers, until the clock stops', () => {
    const world = simulation({});
    const request = world.start(graph.hash, { reminders: 0 });
    expect(world.run({ until: '2026-03-02T18:00:00.000Z' })).toBe(10);
    expect(request.variables).toEqual({ reminders: 10 });
    expect(request.position().tasks).toMatchObject([{ element: 'work' }]);
    expect(world.run({ events: 5 })).toBe(5);
  });

  it('may be retried after a step that failed for good', () => {
    const world = simulation({
      ...scripted({ book: [{ after: 0, failure: 'DOWN' }, { after: 0 }] }, { after: 60_000 }),
    });
    const request = world.start(graph.hash, { reminders: 0 });
    world.run();
    expect(request.commands.filter(({ type }) => /incident/.test(type)).map(({ type }) => type)).toEqual([
      'open-incident',
      'close-incident',
    ]);
    expect(request.status).toBe('completed');
  });

  it('goes the same way for the same seed, another for another', () => {
    const choices = { work: [{ after: hour / 2 }, { after: 2.5 * hour }], book: [{ after: 0 }, { after: 0, error: 'gone' }] };
    const trails = (seed: number) => {
      const world = simulation(drawn(choices, { after: 0 }), seed);
      for (let n = 0; n < 20; n += 1) world.start(graph.hash, { reminders: 0 });
      world.run();
      return world.requests.map(({ trail, variables }) => [trail.length, variables]);
    };
    expect(trails(7)).toEqual(trails(7));
    expect(trails(8)).not.toEqual(trails(7));
  });
});

it('requests send messages to each other, by their key', async () => {
  const waiting = element('receiveTask', 'wait', '', '', 'messageRef="m_keyed"');
  const receiver = bpmn('receiver', start(), waiting, end(), path('s wait e'));
  const sender = bpmn('sender', start(), element('sendTask', 'send', '', '', 'messageRef="m_keyed"'), end(), path('s send e'));
  const { all, findings } = await publish({ receiver, sender });
  expect(findings).toEqual([]);
  const executables = new Map(all.map((one) => [one.hash, load(one)]));
  const world = new Simulation({ at, answers: {}, executables: (hash) => executables.get(hash) ?? load(graph) });
  const begin = (process: string, id: string) =>
    world.start(all.find((one) => one.process === process)?.hash ?? '', { consultation: { id } });
  const [one, other] = [begin('receiver', 'c1'), begin('receiver', 'c2')];
  begin('sender', 'c2');
  world.run();
  expect([one.status, other.status]).toEqual(['running', 'completed']);
});

it('requests hear each other’s signals', async () => {
  const signal = '<bpmn:signalEventDefinition signalRef="sg"/>';
  const withSignal = (xml: string) => xml.replace('<bpmn:process', '<bpmn:signal id="sg" name="alarm"/><bpmn:process');
  const hearing = withSignal(bpmn('hearing', start(), element('intermediateCatchEvent', 'hear', '', signal), end(), path('s hear e')));
  const calling = withSignal(bpmn('calling', start(), element('intermediateThrowEvent', 'call', '', signal), end(), path('s call e')));
  const { all, findings } = await publish({ hearing, calling });
  expect(findings).toEqual([]);
  const executables = new Map(all.map((one) => [one.hash, load(one)]));
  const world = new Simulation({ at, answers: {}, executables: (hash) => executables.get(hash) ?? load(graph) });
  const [hash = '', other = ''] = all.map((one) => one.hash);
  const hearers = [world.start(hash), world.start(hash)];
  world.start(other);
  world.run();
  expect(hearers.map(({ status }) => status)).toEqual(['completed', 'completed']);
});

it('a message between requests begins a process that waits for it', async () => {
  const begun = bpmn('begun', element('startEvent', 's', '', message('keyed')), user('a'), path('s a'));
  const sender = bpmn('sender', start(), element('sendTask', 'send', '', '', 'messageRef="m_keyed"'), end(), path('s send e'));
  const { all, findings } = await publish({ begun, sender });
  expect(findings).toEqual([]);
  const executables = new Map(all.map((one) => [one.hash, load(one)]));
  const world = new Simulation({ at, answers: {}, published: all, executables: (hash) => executables.get(hash) ?? load(graph) });
  world.start(all.at(-1)?.hash ?? '', { consultation: { id: 'c1' } });
  world.run();
  expect(world.requests.map((request) => request.position().tasks.map((task) => task.element))).toEqual([[], ['a']]);
});

it('what is planned comes in the order of time, at one instant in the order of planning', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), (times) => {
      const schedule = new Schedule<number>();
      times.forEach((time, index) => schedule.plan(time, index));
      const taken = times.map(() => schedule.next(Infinity)?.item);
      const wanted = times.map((_time, index) => index).toSorted((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
      expect(taken).toEqual(wanted);
      expect(schedule.next(Infinity)).toBeNull();
    }),
  );
});

it('a seeded sequence is spread evenly', () => {
  const random = seeded(1);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 10_000; n += 1) {
    const place = Math.floor(random() * 10);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
