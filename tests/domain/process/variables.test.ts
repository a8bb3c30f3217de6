import { expect, it } from 'vitest';
import type { DefinitionSet } from '../../../domain/process/types.ts';
import { bpmn, end, flow, gateway, mapping, path, publish, script, service, start, user } from './model.ts';

const warnings = async (model: string, set: Partial<DefinitionSet> = {}, others: Record<string, string> = {}) => {
  const { findings } = await publish({ ...others, p: model }, set);
  return findings.filter(({ code }) => code === 'variable-unknown').map(({ element, message }) => `${element}: ${message.en}`);
};
const asking = (feel: string) => bpmn('p', start(), script('a', feel, 'x'), end(), path('s a e'));

it('warns of a variable that nothing sets, with the name that was probably meant', async () => {
  expect(await warnings(asking('=requst.channel'))).toEqual([
    'a: Nothing sets the variable "requst" ("requst.channel"). Is "request" meant?',
  ]);
  expect(
    await warnings(
      bpmn(
        'p',
        start(),
        gateway('exclusive', 'g', 'g_b'),
        user('a'),
        user('b'),
        path('s g'),
        flow('g', 'a', '=amount > 1'),
        flow('g', 'b'),
      ),
    ),
  ).toEqual(['g_a: Nothing sets the variable "amount" ("amount > 1").']);
});

it.each([
  ['what a request begins with', '=request.channel + customerClass'],
  ['names bound in the expression', '=for i in [1] return {a: i, b: a + 1}'],
  ['entries of the items of a list in its filter', '=request.lines[price > 3]'],
  ['its own result', '=if is defined(x) then x else 1'],
  ['a question whether it is there', '=is defined(nothing)'],
])('does not warn of %s', async (_title, feel) => {
  expect(await warnings(asking(feel))).toEqual([]);
});

it('knows what mappings, steps, forms and the processes that call it set', async () => {
  const mapped = service('a', 'note', mapping({ text: '="a"', limit: '=5' }, { done: '=noted and limit > 1' }));
  expect(await warnings(bpmn('p', start(), mapped, end(), path('s a e')))).toEqual([]);
  const forms = { f: JSON.stringify({ components: [{ key: 'amount.net' }, { key: 'reason' }] }) };
  expect(await warnings(asking('=amount.net > 1 and reason = "x"'), { forms })).toEqual([]);
  const caller = bpmn('q', start(), script('b', '=1', 'fromCaller'), end(), path('s b e'));
  expect(await warnings(asking('=fromCaller'), {}, { q: caller })).toEqual([]);
});
