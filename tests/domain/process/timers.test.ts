import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextOf, parseCron } from '../../../domain/process/triggers/cron.ts';
import { firingAfter } from '../../../domain/process/triggers/cycle.ts';
import { drive } from './drive.ts';
import { boundary, bpmn, codes, element, end, path, start, timer, user } from './model.ts';

/** A task with a timer that does not interrupt it; the clock begins on Monday, 2 March 2026, 8:00 UTC. */
const repeating = (cycle: string) =>
  bpmn('p', start(), user('a'), boundary('t', 'a', timer(cycle, 'timeCycle'), false), user('c'), end(), path('s a e'), path('t c'));

async function firings(cycle: string, hours: number): Promise<string[]> {
  const p = (await drive(repeating(cycle))).start();
  const at: string[] = [];
  const until = p.now + hours * 3_600_000;
  for (let next = p.position().timers[0]; next && Date.parse(next.at) <= until; next = p.position().timers[0]) {
    at.push(next.at.slice(0, 16));
    p.now = Date.parse(next.at);
    p.say({ type: 'timer', timer: next.id, firing: next.firing });
  }
  return at;
}

const next = (cron: string, after: string) => {
  const found = nextOf(parseCron(cron) ?? expect.fail(`${cron} is not understood`), Date.parse(after));
  return found === null ? null : new Date(found).toISOString().replace('.000Z', 'Z');
};

describe('a cycle', () => {
  it('begins at its start and ends with its count or at its end', async () => {
    expect(await firings('R2/2026-03-02T09:30:00Z/PT1H', 100)).toEqual(['2026-03-02T09:30', '2026-03-02T10:30']);
    expect(await firings('R/PT1H/2026-03-02T10:30:00Z', 100)).toEqual(['2026-03-02T09:00', '2026-03-02T10:00']);
    expect(await firings('R3/2026-03-02T08:00:00Z/2026-03-02T20:00:00Z', 100)).toEqual([
      '2026-03-02T08:00',
      '2026-03-02T20:00',
      '2026-03-03T08:00',
    ]);
    expect(await firings('R2/P1W', 24 * 30)).toEqual(['2026-03-09T08:00', '2026-03-16T08:00']);
    expect(await firings('R0/PT1H', 100)).toEqual([]);
  });

  it('leaves out what lay in the past when it was armed, and counts it off', async () => {
    expect(await firings('R4/2026-03-02T06:30:00Z/PT1H', 100)).toEqual(['2026-03-02T08:30', '2026-03-02T09:30']);
    expect(await firings('R2/2026-03-01T06:30:00Z/PT1H', 100)).toEqual([]);
  });

  it('follows a schedule in UTC as long as its host waits', async () => {
    expect(await firings('0 30 9 * * MON-FRI', 24 * 5)).toEqual([2, 3, 4, 5, 6].map((day) => `2026-03-0${day}T09:30`));
    expect(await firings('@daily', 48)).toEqual(['2026-03-03T00:00', '2026-03-04T00:00']);
  });

  it('comes once for a million missed firings, at once', async () => {
    const p = (await drive(repeating('R/PT1S'))).start();
    const id = p.position().timers[0]?.id ?? '';
    p.now += 40 * 86_400_000 + 500;
    const began = performance.now();
    p.say({ type: 'timer', timer: id, firing: 1 });
    expect(performance.now() - began).toBeLessThan(50);
    expect(p.position().timers).toMatchObject([{ firing: 2, at: '2026-04-11T08:00:01.000Z' }]);
  });

  it('is next at the same instant that stepping there would find', () => {
    const every = fc.constantFrom<[string, number]>(['PT7S', 7 / 86_400], ['P3D', 3], ['P1M', 30], ['P1Y', 365], ['P1M3DT2H', 33]);
    fc.assert(
      fc.property(every, fc.nat(2000), fc.double({ min: -2, max: 40, noNaN: true }), ([length, days], from, passed) => {
        const at = new Date(Date.UTC(2024, 0, 1) + from * 86_400_000).toISOString();
        const now = new Date(Date.parse(at) + Math.round(passed * days * 86_400_000)).toISOString();
        let stepped: { at: string; skipped: number } | null = null;
        for (let skipped = 0; !stepped; skipped += 1) {
          // One step from the same beginning, so that the last day of a month stays one.
          const one = firingAfter(multiple(length, skipped + 1), at, at);
          if (one && one.at > now) stepped = { at: one.at, skipped };
        }
        expect(firingAfter(length, at, now)).toEqual(stepped);
      }),
      { numRuns: 40 },
    );
  });

  it('is refused at publish where it is none', async () => {
    for (const wrong of [
      'R3/',
      'R/PT0S',
      'PT1H',
      '0 9 * * *',
      '0 0 25 * * *',
      '0 0 9 31 2 *',
      '@fortnightly',
      'R/P1D/later',
      '0 0 0 W * *',
    ]) {
      expect(await codes(repeating(wrong)), wrong).toContain('timer-value@t');
    }
    const once = bpmn('p', start(), element('intermediateCatchEvent', 't', '', timer('@daily', 'timeCycle')), end(), path('s t e'));
    expect(await codes(once)).toContain('timer-cycle@t');
  });
});

describe('a cron schedule', () => {
  it('knows lists, ranges, steps, names and both kinds of day', () => {
    expect(next('0 0/15 8-9 * * *', '2026-03-02T08:46:00Z')).toBe('2026-03-02T09:00:00Z');
    expect(next('5,10 * * * * *', '2026-03-02T08:46:05Z')).toBe('2026-03-02T08:46:10Z');
    expect(next('0 0 9 * JAN,JUL TUE', '2026-03-02T08:46:05Z')).toBe('2026-07-07T09:00:00Z');
    expect(next('0 0 0 13 * FRI', '2026-03-14T00:00:00Z')).toBe('2026-11-13T00:00:00Z');
    expect(next('0 0 0 ? * 7', '2026-03-02T00:00:00Z')).toBe('2026-03-08T00:00:00Z');
    expect(next('0 0 0 L * *', '2028-02-01T00:00:00Z')).toBe('2028-02-29T00:00:00Z');
    expect(next('0 0 0 * * 5L', '2026-03-02T00:00:00Z')).toBe('2026-03-27T00:00:00Z');
    expect(next('0 0 0 * * MON#1', '2026-03-03T00:00:00Z')).toBe('2026-04-06T00:00:00Z');
    expect(next('0 0 0 29 2 MON', '2026-03-02T00:00:00Z')).toBe('2044-02-29T00:00:00Z');
    expect(next('0 0 0 30 2 *', '2026-03-02T00:00:00Z')).toBeNull();
  });

  it('comes at the first second that a search second by second finds', () => {
    const field = (max: number) =>
      fc.oneof(fc.constant('*'), fc.integer({ min: 0, max }).map(String), fc.constant(`*/${Math.ceil(max / 3)}`));
    fc.assert(
      fc.property(field(59), field(59), fc.nat(80_000_000), (second, minute, from) => {
        const after = Date.UTC(2026, 1, 27) + from;
        const cron = parseCron(`${second} ${minute} * * * *`) ?? expect.fail();
        let at = Math.floor(after / 1000) * 1000 + 1000;
        const fits = (date: Date) => cron.seconds.includes(date.getUTCSeconds()) && cron.minutes.includes(date.getUTCMinutes());
        while (!fits(new Date(at))) at += 1000;
        expect(nextOf(cron, after)).toBe(at);
      }),
      { numRuns: 50 },
    );
  });
});

function multiple(length: string, by: number): string {
  return length.replace(/\d+/g, (number) => String(Number(number) * by));
}

describe('a date that moves', () => {
  const dated = bpmn(
    'p',
    start(),
    user('a'),
    boundary('t', 'a', timer('=date and time(deadlines.dueAt)', 'timeDate'), false),
    user('c'),
    end(),
    path('s a e'),
    path('t c'),
  );
  const hour = (hours: number) => new Date(Date.parse('2026-03-02T08:00:00.000Z') + hours * 3_600_000).toISOString();
  const waiting = async (dueAt: string | null) => (await drive(dated)).start({ deadlines: { dueAt, noticeAt: 'kept' } });
  const moved = (p: Awaited<ReturnType<typeof drive>>, dueAt: string | null) =>
    p.say({ type: 'reschedule', variables: { deadlines: { dueAt } } });
  const timers = (p: Awaited<ReturnType<typeof drive>>) => p.position().timers.map(({ at }) => at);

  it('takes the timers with it that read it, and leaves what else the variable holds', async () => {
    const p = await waiting(hour(4));
    moved(p, hour(2));
    expect(timers(p)).toEqual([hour(2)]);
    expect(p.variables.deadlines).toEqual({ dueAt: hour(2), noticeAt: 'kept' });
    expect(p.pass(2).tokens).toEqual(['a', 'c']);
  });

  it('fires at once where it is past by now', async () => {
    const p = await waiting(hour(4));
    p.now += 3 * 3_600_000;
    moved(p, hour(2));
    expect(p.pass(0).tokens).toEqual(['a', 'c']);
  });

  it('fires again where it has fired and lies ahead again, and not where it lies behind', async () => {
    const p = (await waiting(hour(1))).pass(2);
    moved(p, hour(1.5));
    expect(timers(p)).toEqual([]);
    moved(p, hour(6));
    expect(timers(p)).toEqual([hour(6)]);
    expect(p.pass(4).tokens).toEqual(['a', 'c', 'c']);
  });

  it('rests while it is left open, also from the beginning; a misspelt one is an incident', async () => {
    const p = await waiting(hour(4));
    moved(p, null);
    expect(p.pass(10).tokens).toEqual(['a']);
    moved(p, hour(12));
    expect(p.pass(2).tokens).toEqual(['a', 'c']);
    const open = await waiting(null);
    expect([open.tokens, timers(open)]).toEqual([['a'], []]);
    moved(open, hour(1));
    expect(open.pass(1).tokens).toEqual(['a', 'c']);
    expect((await drive(dated)).start({ deadlines: { due: hour(1) } }).incidents).toEqual(['EXTRACT_VALUE_ERROR@a']);
  });
});
