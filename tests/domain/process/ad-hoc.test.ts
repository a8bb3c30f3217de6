import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import { boundary, bpmn, codes, element, end, message, path, script, start, user } from './model.ts';

const adHoc = (attributes: string, extensions: string, condition: string, ...parts: string[]) =>
  element(
    'adHocSubProcess',
    'x',
    extensions,
    parts.join('') +
      (condition === '' ? '' : `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${condition}</bpmn:completionCondition>`),
    attributes,
  );
const around = (inner: string, ...more: string[]) => bpmn('p', start(), inner, user('z'), end(), path('s x z e'), ...more);
const active = (more = '') => `<zeebe:adHoc activeElementsCollection="=wanted" ${more}/>`;
const three = [user('a'), user('b'), user('c'), user('d'), path('c d')];

describe('an ad-hoc sub-process', () => {
  it('begins all that no flow leads to, and ends when all is done', async () => {
    const p = (await drive(around(adHoc('', '', '', ...three)))).start();
    expect(p.tokens).toEqual(['a', 'b', 'c', 'x']);
    expect(p.complete('a').complete('b').complete('c').tokens).toEqual(['d', 'x']);
    expect(p.complete('d').tokens).toEqual(['z']);
  });

  it('takes one after the other where it is sequential', async () => {
    const p = (await drive(around(adHoc('ordering="Sequential"', '', '', ...three)))).start();
    expect(p.tokens).toEqual(['a', 'x']);
    expect(p.complete('a').tokens).toEqual(['b', 'x']);
    expect(p.complete('b').complete('c').tokens).toEqual(['d', 'x']);
    expect(p.complete('d').tokens).toEqual(['z']);
  });

  it('begins what its expression names', async () => {
    const p = (await drive(around(adHoc('', active(), '', ...three)))).start({ wanted: ['b', 'c'] });
    expect(p.tokens).toEqual(['b', 'c', 'x']);
    expect(p.complete('c').complete('b').complete('d').tokens).toEqual(['z']);
  });

  it('stops with an incident where its expression names what cannot begin', async () => {
    const p = (await drive(around(adHoc('', active(), '', ...three)))).start({ wanted: ['d'] });
    expect(p.incidents).toEqual(['EXTRACT_VALUE_ERROR@x']);
    expect(p.retry('x', { wanted: ['a'] }).complete('a').tokens).toEqual(['z']);
  });

  it('stays where nothing begins, until an event ends it', async () => {
    const p = (await drive(around(adHoc('', active(), '', ...three), boundary('m', 'x', message('reply')), path('m z')))).start({
      wanted: [],
    });
    expect(p.tokens).toEqual(['x']);
    expect(p.message('reply').tokens).toEqual(['z']);
  });

  it('ends by its condition, and cancels what is left or waits for it', async () => {
    const model = (cancel: boolean) => around(adHoc(`cancelRemainingInstances="${cancel}"`, '', '=enough', ...three));
    const hard = (await drive(model(true))).start().complete('a', { enough: false });
    expect(hard.tokens).toEqual(['b', 'c', 'x']);
    expect([hard.complete('b', { enough: true }).tokens, hard.said('cancel-task').length]).toEqual([['z'], 1]);
    const soft = (await drive(model(false))).start().complete('a', { enough: true });
    expect(soft.tokens).toEqual(['b', 'c', 'x']);
    expect(soft.complete('b').complete('c').complete('d').tokens).toEqual(['z']);
    const ordered = around(adHoc('ordering="Sequential" cancelRemainingInstances="false"', '', '=enough', ...three));
    expect((await drive(ordered)).start().complete('a', { enough: true }).tokens).toEqual(['z']);
  });

  it('stops where its condition gives neither true nor false, and looks again on retry', async () => {
    const p = (await drive(around(adHoc('', '', '=enough', ...three)))).start().complete('a');
    expect(p.incidents).toEqual(['CONDITION_ERROR@a']);
    expect(p.retry('a', { enough: true }).tokens).toEqual(['z']);
  });

  it('collects what each that ran to its end gives', async () => {
    const collecting = active('outputCollection="all" outputElement="=result"');
    const p = (await drive(around(adHoc('', collecting, '', user('a'), script('b', '2', 'result'), user('c'))))).start({
      wanted: ['a', 'b'],
    });
    expect(p.complete('a', { result: 1 }).variables.all).toEqual([2, 1]);
    expect(p.tokens).toEqual(['z']);
  });

  it('is refused with nothing to begin, with a start or end event, with half an output, with a text for a condition', async () => {
    expect(await codes(around(adHoc('', '', '')))).toContain('ad-hoc-empty@x');
    expect(await codes(around(adHoc('', '', '', user('a'), end('f'), path('a f'))))).toContain('ad-hoc-start@x');
    expect(await codes(around(adHoc('', active('outputCollection="all"'), '', user('a'))))).toContain('output-pair@x');
    expect(await codes(around(adHoc('', '', 'enough', user('a'))))).toContain('condition-text@x');
    expect(await codes(around(adHoc('', active(), '=outcome = "done"', ...three)))).toEqual(['variable-unknown@x']);
  });
});
