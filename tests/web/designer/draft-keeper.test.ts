import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type KeeperOptions, keepDraft, type SaveResult, type SaveState } from '../../../web/designer/draft-keeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = new Date('2026-11-22T10:00:00Z');

function keeper(answers: (SaveResult | Error)[], options: Partial<KeeperOptions<string>> = {}) {
  const states: SaveState['state'][] = [];
  const saves: [string, number][] = [];
  const kept = keepDraft<string>({
    version: 3,
    save: (source, version) => {
      saves.push([source, version]);
      const answer = answers.shift() ?? new Error('no more answers');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    onState: ({ state }) => void states.push(state),
    ...options,
  });
  return { kept, states, saves };
}
const text = (content: string) => () => Promise.resolve(content);

test('many changes in a row are one save, after a pause', async () => {
  const { kept, states, saves } = keeper([{ version: 4, at }]);
  for (const content of ['a', 'ab', 'abc']) {
    kept.changed(text(content));
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(saves).toEqual([]);
  await vi.advanceTimersByTimeAsync(700);
  expect(saves).toEqual([['abc', 3]]);
  expect(states.at(-1)).toBe('saved');
});

test('what changes while a save is under way is saved after it, on the new version, and not called saved before', async () => {
  const first = Promise.withResolvers<SaveResult>();
  const { kept, states, saves } = keeper([], {});
  kept.dispose();
  const seen: SaveState['state'][] = [];
  const calls: [string, number][] = [];
  const slow = keepDraft<string>({
    version: 1,
    save: (source, version) => {
      calls.push([source, version]);
      return calls.length === 1 ? first.promise : Promise.resolve({ version: 3, at });
    },
    onState: ({ state }) => void seen.push(state),
  });
  slow.changed(text('one'));
  await vi.advanceTimersByTimeAsync(700);
  slow.changed(text('two'));
  first.resolve({ version: 2, at });
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).not.toContain('saved');
  await vi.advanceTimersByTimeAsync(700);
  expect(calls).toEqual([
    ['one', 1],
    ['two', 2],
  ]);
  expect(seen.at(-1)).toBe('saved');
  expect([states, saves]).toEqual([[], []]);
});

test('a failed save says so, keeps the text and is tried again', async () => {
  const { kept, states, saves } = keeper([new Error('offline'), { version: 4, at }]);
  kept.changed(text('a'));
  await vi.advanceTimersByTimeAsync(700);
  expect(states.at(-1)).toBe('failed');
  await vi.advanceTimersByTimeAsync(5000);
  expect(saves).toEqual([
    ['a', 3],
    ['a', 3],
  ]);
  expect(states.at(-1)).toBe('saved');
});

test('a newer draft of somebody else stops the saving until a person decides', async () => {
  const { kept, states, saves } = keeper([{ conflict: { version: 9, name: 'Emil', at } }, { version: 10, at }]);
  kept.changed(text('mine'));
  await vi.advanceTimersByTimeAsync(700);
  expect(states.at(-1)).toBe('conflict');
  kept.changed(text('mine, more'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saves).toEqual([['mine', 3]]);
  expect(await kept.flush()).toBe(false);
  expect(await kept.overwrite()).toBe(true);
  expect(saves.at(-1)).toEqual(['mine, more', 9]);
  expect(states.at(-1)).toBe('saved');
});

test('leaving the page saves what was not saved yet', async () => {
  const { kept, saves } = keeper([{ version: 4, at }]);
  kept.changed(text('last word'));
  kept.dispose();
  await vi.advanceTimersByTimeAsync(0);
  expect(saves).toEqual([['last word', 3]]);
});
