import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyOrder, frozenOrder, waitingNews, type FrozenOrderAction } from '../../../web/inbox/frozen-order.ts';

const play = (...actions: FrozenOrderAction[]) => actions.reduce(frozenOrder, emptyOrder);
const received = (...ids: string[]): FrozenOrderAction => ({ type: 'received', view: 'mine', ids });

describe('frozen order', () => {
  test('keeps rows in place while held and counts what is new', () => {
    const state = play(received('a', 'b'), { type: 'held' }, received('x', 'b', 'a'));
    expect(state.shown).toEqual(['a', 'b']);
    expect(waitingNews(state)).toEqual({ added: 1, changed: true });
  });

  test('takes on the next page while held: who goes down a long list comes to its end', () => {
    const state = play(received('a', 'b'), { type: 'held' }, received('a', 'b', 'c'), received('x', 'a', 'c', 'd'));
    expect(state.shown).toEqual(['a', 'b', 'c', 'd']);
    expect(waitingNews(state)).toEqual({ added: 1, changed: true });
  });

  test('applies what waits when asked and when the hand leaves', () => {
    const held = play(received('a'), { type: 'held' }, received('b', 'a'));
    expect(frozenOrder(held, { type: 'applied' })).toMatchObject({ shown: ['b', 'a'], held: true });
    expect(frozenOrder(held, { type: 'released' })).toMatchObject({ shown: ['b', 'a'], held: false });
  });

  test('fills an empty list even under the pointer', () => {
    expect(play({ type: 'held' }, received('a')).shown).toEqual(['a']);
  });

  test('shows another view as it comes, held or not', () => {
    expect(play(received('a'), { type: 'held' }, { type: 'received', view: 'team', ids: ['t'] }).shown).toEqual(['t']);
  });

  test('never moves a row while held, whatever arrives', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(ids, fc.array(ids), (first, later) => {
        const held = play(received(...(first.length > 0 ? first : ['a'])), { type: 'held' });
        const state = later.map((list) => received(...list)).reduce(frozenOrder, held);
        expect(state.shown.slice(0, held.shown.length)).toEqual(held.shown);
        expect(new Set(state.shown).size).toBe(state.shown.length);
        expect(frozenOrder(state, { type: 'released' }).shown).toEqual(later.at(-1) ?? held.shown);
      }),
    );
  });
});
