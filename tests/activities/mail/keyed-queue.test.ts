import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyedQueue } from '../../../activities/mail/keyed-queue.ts';

it('runs everything once, in order within a key, never more than its width at a time, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), turns: fc.nat(5), fails: fc.boolean() }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      async (jobs, width) => {
        const queue = keyedQueue(width);
        const done: number[] = [];
        let running = 0;
        let most = 0;
        for (const [index, { key, turns, fails }] of jobs.entries()) {
          queue.add(key, async () => {
            running += 1;
            most = Math.max(most, running);
            for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
            running -= 1;
            done.push(index);
            if (fails) throw new Error('its own affair');
          });
        }
        await queue.idle();
        expect(done.toSorted((a, b) => a - b)).toEqual(jobs.map((_, index) => index));
        expect(most).toBeLessThanOrEqual(width);
        for (const key of ['a', 'b', 'c']) {
          const order = done.filter((index) => jobs[index]?.key === key);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
      },
    ),
  );
});

it('holds back whoever waits for room until there is some', async () => {
  const queue = keyedQueue(1);
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  for (const gate of gates) queue.add('k', () => gate.promise);
  let hasRoom = false;
  const waiting = queue.room(2).then(() => (hasRoom = true));
  await Promise.resolve();
  expect(hasRoom).toBe(false);
  gates[0]?.resolve();
  await waiting;
  gates[1]?.resolve();
  await queue.idle();
});
