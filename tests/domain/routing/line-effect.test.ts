import { expect, test } from 'vitest';
import { lineEffect } from '../../../domain/routing/line-effect.ts';

const line = (order: string, nobodys = '') => ({ order: order.split(''), nobodys: nobodys.split('') });

test.each([
  ['nothing', line('abc'), line('abc'), { waiting: 3, moved: 0 }],
  ['two that change places', line('abc'), line('acb'), { moved: 2 }],
  ['the last one first', line('abc'), line('cab'), { moved: 3 }],
  ['one that is gone moves nobody', line('abc'), line('bc'), { waiting: 2, moved: 0 }],
  ['one that came moves nobody', line('abc'), line('dabc'), { moved: 0 }],
  ['what nobody may take any more', line('abc', 'a'), line('abc', 'bc'), { nobody: { before: 1, after: 2, added: 2 } }],
])('%s', (_name, before, after, effect) => expect(lineEffect(before, after)).toMatchObject(effect));
