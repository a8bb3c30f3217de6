import { describe, expect, it } from 'vitest';
import { checkDecision } from '../../../domain/process/compile.ts';
import { DecisionError } from '../../../domain/process/decision/hit-policy.ts';
import { decide, decision, decisionTable, dmn, NAMESPACE, type Table } from './dmn.ts';
import { drive } from './drive.ts';
import { bpmn, element, mapping, path, start, user } from './model.ts';

const table = (id: string, { requires = [], ...rows }: Table & { requires?: string[] }) =>
  decision(id, decisionTable(rows), { needs: requires });

const HOURS = {
  inputs: ['kind', 'class'],
  outputs: ['hours'],
  rules: [
    ['"complaint"', '"A"', '4'],
    ['"complaint"', 'not("A")', '8'],
    ['"order"', '-', '1'],
  ],
};

describe('hit policies', () => {
  const amount = (policy: string, extra: Partial<Table> = {}) =>
    dmn(
      table('t', {
        inputs: ['n'],
        outputs: ['x'],
        rules: [
          ['> 0', '10'],
          ['> 5', '30'],
          ['> 7', '20'],
        ],
        policy,
        ...extra,
      }),
    );
  it.each([
    ['hitPolicy="FIRST"', 9, 10],
    ['hitPolicy="RULE ORDER"', 9, [10, 30, 20]],
    ['hitPolicy="COLLECT"', 6, [10, 30]],
    ['hitPolicy="COLLECT"', 0, []],
    ['hitPolicy="COLLECT" aggregation="SUM"', 9, 60],
    ['hitPolicy="COLLECT" aggregation="MIN"', 9, 10],
    ['hitPolicy="COLLECT" aggregation="MAX"', 9, 30],
    ['hitPolicy="COLLECT" aggregation="COUNT"', 9, 3],
    ['hitPolicy="UNIQUE"', 3, 10],
    ['hitPolicy="UNIQUE"', 0, null],
  ])('%s of %d gives %j', async (policy, n, expected) => {
    expect((await decide(amount(policy), 't', { n })).result).toEqual(expected);
  });

  it('orders by the priority of the output values', async () => {
    expect((await decide(amount('hitPolicy="PRIORITY"', { values: '30, 20, 10' }), 't', { n: 9 })).result).toBe(30);
    expect((await decide(amount('hitPolicy="OUTPUT ORDER"', { values: '20, 30, 10' }), 't', { n: 9 })).result).toEqual([20, 30, 10]);
  });

  it('refuses two rules of a UNIQUE table, and different outputs of an ANY table', async () => {
    await expect(decide(amount('hitPolicy="UNIQUE"'), 't', { n: 9 })).rejects.toThrow(DecisionError);
    await expect(decide(amount('hitPolicy="ANY"'), 't', { n: 9 })).rejects.toThrow('r1, r2, r3');
  });

  it('falls back to the default output', async () => {
    expect((await decide(amount('hitPolicy="UNIQUE"', { otherwise: '99' }), 't', { n: -1 })).result).toBe(99);
  });
});

describe('decisions', () => {
  it('say which rules fired on which inputs', async () => {
    const { result, trace } = await decide(dmn(table('hours', HOURS)), 'hours', { kind: 'complaint', class: 'B' });
    expect(result).toBe(8);
    expect(trace).toEqual([
      {
        decision: 'hours',
        result: 8,
        inputs: [
          { label: 'kind', value: 'complaint' },
          { label: 'class', value: 'B' },
        ],
        rules: [{ id: 'r2', outputs: [8] }],
      },
    ]);
  });

  it('give a context where there are several outputs', async () => {
    const two = dmn(table('t', { inputs: ['n'], outputs: ['a', 'b'], rules: [['-', '1', '"x"']] }));
    expect((await decide(two, 't', { n: 0 })).result).toEqual({ a: 1, b: 'x' });
  });

  it('see the results of those that they require', async () => {
    const late = `<decision id="late" name="late"><variable name="late"/><informationRequirement><requiredDecision href="#hours"/></informationRequirement><literalExpression><text>hours * 2</text></literalExpression></decision>`;
    const { result, trace } = await decide(dmn(late, table('hours', HOURS)), 'late', { kind: 'order' });
    expect(result).toBe(2);
    expect(trace).toMatchObject([
      { decision: 'hours', result: 1 },
      { decision: 'late', result: 2 },
    ]);
  });

  it.each([
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    'https://www.omg.org/spec/DMN/20230324/MODEL/',
  ])('are read in the namespace %s', async (namespace) => {
    expect((await decide(dmn(table('hours', HOURS)).replace(NAMESPACE, namespace), 'hours', { kind: 'order' })).result).toBe(1);
  });

  it('know names with blanks and quotes of their input data', async () => {
    const input = `<inputData id="i" name="Customer's class"><variable name="Customer's class"/></inputData>`;
    const decision = `<decision id="x" name="x"><informationRequirement><requiredInput href="#i"/></informationRequirement><literalExpression><text>Customer's class = "A"</text></literalExpression></decision>`;
    expect((await decide(dmn(input, decision), 'x', { "Customer's class": 'A' })).result).toBe(true);
  });
});

describe('the check of a table alone', () => {
  const codes = async (xml: string) =>
    (await checkDecision(xml, 'd')).filter(({ severity }) => severity === 'error').map(({ code, place }) => `${code} ${place}`);
  it('names rule and column of a misspelt cell', async () => {
    const broken = dmn(
      table('t', {
        inputs: ['a'],
        outputs: ['x'],
        rules: [
          ['> 1', '2'],
          ['> ', '1 +'],
        ],
      }),
    );
    expect(await codes(broken)).toEqual(['feel-syntax rule 2, input 1', 'feel-syntax rule 2, output 1']);
  });

  it('finds circles, dangling requirements, and priorities without values', async () => {
    expect(await codes(dmn(table('a', { ...HOURS, requires: ['b'] }), table('b', { ...HOURS, requires: ['a'] })))).toContain(
      'decision-circle null',
    );
    expect(await codes(dmn(table('a', { ...HOURS, requires: ['nowhere'] })))).toEqual(['dangling-reference null']);
    expect(await codes(dmn(table('a', { ...HOURS, policy: 'hitPolicy="PRIORITY"' })))).toEqual(['hit-policy null']);
  });
});

describe('a business-rule task', () => {
  const model = bpmn(
    'p',
    start(),
    element(
      'businessRuleTask',
      'a',
      `<zeebe:calledDecision decisionId="hours" resultVariable="limit"/>${mapping({ class: '="B"' }, { deadline: '=limit' })}`,
    ),
    user('b'),
    path('s a b'),
  );
  it('decides on the spot and leaves a trace', async () => {
    const p = (await drive(model, { decisions: { d: dmn(table('hours', HOURS)) } })).start({ kind: 'complaint' });
    expect(p.variables).toEqual({ kind: 'complaint', deadline: 8 });
    expect(p.said('decided')).toMatchObject([{ element: 'a', decision: 'hours', result: 8, trace: [{ rules: [{ id: 'r2' }] }] }]);
  });

  it('stops with an incident where the table cannot decide', async () => {
    const twice = dmn(
      table('hours', {
        inputs: ['kind'],
        outputs: ['x'],
        rules: [
          ['-', '1'],
          ['-', '2'],
        ],
      }),
    );
    const p = (await drive(model, { decisions: { d: twice } })).start({ kind: 'order' });
    expect(p.incidents).toEqual(['DECISION_EVALUATION_ERROR@a']);
  });
});
