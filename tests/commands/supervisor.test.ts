import { expect, test } from 'vitest';
import { supervise } from '../../commands/start/supervisor.ts';

/** Something that runs until `crash` or `stop` is called. */
function fake(pid: number) {
  const { promise: exited, resolve } = Promise.withResolvers<void>();
  let stopped = 0;
  const stop = async () => {
    stopped++;
    resolve();
  };
  return { pid, exited, stop, crash: resolve, stops: () => stopped };
}

test('what ends unasked is started again, and what is stopped stays so', async () => {
  const made: ReturnType<typeof fake>[] = [];
  const start = async () => {
    const next = fake(made.length);
    made.push(next);
    return next;
  };
  const said: string[] = [];
  const running = await supervise({ name: 'Worker', start, log: (line) => said.push(line), waits: [0] });
  made[0]!.crash();
  await expect.poll(() => made.length).toBe(2);
  await expect.poll(() => running.current().pid).toBe(1);
  await running.stop();
  expect(made[1]!.stops()).toBeGreaterThan(0);
  expect(made).toHaveLength(2);
  expect(said).toEqual(['Worker ended unasked; starting it again in 0 s.', 'Worker is up again (process 1).']);
});

test('the waiting time grows with every failed start', async () => {
  let attempts = 0;
  const first = fake(0);
  const start = async () => {
    attempts++;
    if (attempts > 1 && attempts < 4) throw new Error('port taken');
    return attempts === 1 ? first : fake(attempts);
  };
  const said: string[] = [];
  const running = await supervise({ name: 'API', start, log: (line) => said.push(line), waits: [1, 2, 3] });
  first.crash();
  await expect.poll(() => running.current().pid).toBe(4);
  await running.stop();
  expect(said.filter((line) => line.includes('again in'))).toEqual(
    [1, 2, 3].map((wait) => `API ended unasked; starting it again in ${wait / 1000} s.`),
  );
});

test('a stop during the waiting time ends it', async () => {
  const first = fake(0);
  const running = await supervise({ name: 'API', start: async () => first, log: () => {}, waits: [3_600_000] });
  first.crash();
  await first.exited;
  await running.stop();
});

test('the first failure is told to the caller', async () => {
  const start = () => Promise.reject(new Error('no such file'));
  await expect(supervise({ name: 'API', start, log: () => {} })).rejects.toThrow('no such file');
});
