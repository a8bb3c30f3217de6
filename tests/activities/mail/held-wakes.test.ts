import { expect, test } from 'vitest';
import { heldWakes } from '../../../activities/mail/held-wakes.ts';

const event = (request: string) => ({ tenant: 't', request, event: `event of ${request}` });

test('requests are woken at once, in a pile only when it is read or after half a minute, and each once', async () => {
  const woken: string[] = [];
  let isBehind = false;
  let now = 0;
  const wakes = heldWakes(
    ({ request }) => Promise.resolve(woken.push(request)),
    () => isBehind,
    () => now,
  );
  await wakes.deliver(event('1'));
  expect(woken).toEqual(['1']);
  isBehind = true;
  await wakes.deliver(event('2'));
  now = 29_999;
  await wakes.deliver(event('3'));
  expect(woken).toEqual(['1']);
  now = 30_000;
  await wakes.deliver(event('4'));
  expect(woken).toEqual(['1', '2', '3', '4']);
  await wakes.deliver(event('5'));
  isBehind = false;
  await wakes.deliver(event('6'));
  await wakes.release();
  expect(woken).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('a wake that fails keeps none of the others back', async () => {
  const woken: string[] = [];
  const wakes = heldWakes(
    ({ request }) => (request === '1' ? Promise.reject(new Error('unreachable')) : Promise.resolve(woken.push(request))),
    () => true,
  );
  for (const request of ['1', '2', '3']) await wakes.deliver(event(request));
  await expect(wakes.release()).rejects.toThrow('unreachable');
  expect(woken).toEqual(['2', '3']);
});
