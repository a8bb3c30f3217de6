import { describe, expect, it } from 'vitest';
import { checkDecision } from '../../../domain/process/compile.ts';
import { decide, decision, decisionTable, dmn, expression, file, input } from './dmn.ts';
import { drive } from './drive.ts';
import { bpmn, element, path, start, user } from './model.ts';

const result = async (...given: Parameters<typeof decide>) => (await decide(...given)).result;

const parameters = (...names: string[]) => names.map((name) => `<formalParameter name="${name}"/>`).join('');
const knowledge = (id: string, names: string[], body: string) =>
  `<businessKnowledgeModel id="${id.replace(' ', '-')}" name="${id}"><variable name="${id}"/><encapsulatedLogic>${parameters(...names)}${body}</encapsulatedLogic></businessKnowledgeModel>`;
const entry = (name: string | null, value: string) =>
  `<contextEntry>${name === null ? '' : `<variable name="${name}"/>`}${value}</contextEntry>`;
const invocation = (called: string, bindings: Record<string, string>) =>
  `<invocation>${expression(called)}${Object.entries(bindings)
    .map(([name, value]) => `<binding><parameter name="${name}"/>${expression(value)}</binding>`)
    .join('')}</invocation>`;

const FEE = knowledge(
  'fee for',
  ['amount'],
  decisionTable({
    inputs: ['amount'],
    outputs: ['fee'],
    rules: [
      ['< 100', '5'],
      ['>= 100', '0'],
    ],
  }),
);

describe('business knowledge models', () => {
  it('are called by name, by place and by a boxed invocation', async () => {
    const file = dmn(
      decision('a', expression('fee for(20) + fee for(amount: 200)'), { knows: ['fee for'] }),
      decision('b', invocation('fee for', { amount: 'n * 2' }), { knows: ['fee for'] }),
      FEE,
    );
    expect(await result(file, 'a')).toBe(5);
    expect(await result(file, 'b', { n: 50 })).toBe(0);
  });

  it('may have parameters with a dot or blank in their name, and may call others and themselves', async () => {
    const file = dmn(
      decision('a', invocation('greet', { 'Person.Name': '"Ada"', 'how often': '3' }), { knows: ['greet'] }),
      knowledge(
        'greet',
        ['Person.Name', 'how often'],
        expression('if how often = 1 then Person.Name else Person.Name + greet(Person.Name, how often - 1)'),
      ),
    );
    expect(await result(file, 'a')).toBe('AdaAdaAda');
  });

  it('leave the tables that they used in the trace', async () => {
    const { trace } = await decide(dmn(decision('a', expression('fee for(20)'), { knows: ['fee for'] }), FEE), 'a');
    expect(trace).toEqual([
      {
        decision: 'a',
        tables: [{ place: 'fee for', inputs: [{ label: 'amount', value: 20 }], rules: [{ id: 'r1', outputs: [5] }] }],
        result: 5,
      },
    ]);
  });
});

describe('boxed expressions', () => {
  const boxed = (logic: string, variables = {}) => result(dmn(decision('x', logic)), 'x', variables);
  it('context: entries see those before them; one without name is the result', async () => {
    const entries = entry('net price', expression('10')) + entry('tax', expression('net price * 0.2'));
    expect(await boxed(`<context>${entries}</context>`)).toEqual({ 'net price': 10, tax: 2 });
    expect(await boxed(`<context>${entries}${entry(null, expression('net price + tax'))}</context>`)).toBe(12);
  });

  it('list and relation', async () => {
    expect(await boxed(`<list>${expression('1')}${expression('1 + 1')}</list>`)).toEqual([1, 2]);
    const row = (...cells: string[]) => `<row>${cells.map(expression).join('')}</row>`;
    const relation = `<relation><column name="who"/><column name="how much"/>${row('"a"', '1')}${row('"b"', '2')}</relation>`;
    expect(await boxed(relation)).toEqual([
      { who: 'a', 'how much': 1 },
      { who: 'b', 'how much': 2 },
    ]);
    const both = entry('table', relation) + entry(null, expression('table[how much > 1].who'));
    expect(await boxed(`<context>${both}</context>`)).toEqual(['b']);
  });

  it('function inside a context', async () => {
    const twice = `<functionDefinition>${parameters('n')}${expression('n * 2')}</functionDefinition>`;
    expect(await boxed(`<context>${entry('twice', twice)}${entry(null, expression('twice(4)'))}</context>`)).toBe(8);
  });

  it('conditional, filter and iterations of DMN 1.4', async () => {
    const part = (tag: string, feel: string) => `<${tag}>${expression(feel)}</${tag}>`;
    const conditional = `<conditional>${part('if', 'n > 1')}${part('then', '"many"')}${part('else', '"one"')}</conditional>`;
    expect([await boxed(conditional, { n: 2 }), await boxed(conditional, { n: 1 })]).toEqual(['many', 'one']);
    expect(await boxed(`<filter>${part('in', '[1, 2, 3]')}${part('match', 'item > 1')}</filter>`)).toEqual([2, 3]);
    expect(await boxed(`<for iteratorVariable="i">${part('in', '[1, 2]')}${part('return', 'i * 10')}</for>`)).toEqual([10, 20]);
    expect(await boxed(`<some iteratorVariable="i">${part('in', '[1, 2]')}${part('satisfies', 'i > 1')}</some>`)).toBe(true);
    expect(await boxed(`<every iteratorVariable="i">${part('in', '[1, 2]')}${part('satisfies', 'i > 1')}</every>`)).toBe(false);
  });

  it('stop at the same budget as any expression', async () => {
    const bomb = `<for iteratorVariable="i"><in>${expression('for a in 1..900000 return a')}</in><return>${expression('[i, i, i]')}</return></for>`;
    await expect(boxed(bomb)).rejects.toMatchObject({ code: 'EXPRESSION_BUDGET' });
  });
});

describe('names', () => {
  it('of outputs and entries may hold hyphens where another decision reads them', async () => {
    const risk = decisionTable({ inputs: ['n'], outputs: ['Pre-bureau risk', 'score - 1'], rules: [['-', '"low"', '7']] });
    const reads = decision('x', expression('risk.Pre-bureau risk + string(risk.score - 1 + 1)'), { needs: ['risk'] });
    expect(await result(dmn(decision('risk', risk), reads), 'x', { n: 1 })).toBe('low8');
  });

  it('that no requirement gives are warned of, where requirements are drawn', async () => {
    const found = await checkDecision(dmn(input('amount', 'number'), decision('x', expression('amuont + 1'), { given: ['amount'] })), 'd');
    expect(found.map(({ code, message }) => `${code}: ${message.en}`)).toEqual(['input-unknown: "amuont" is no input of this decision.']);
    expect(await checkDecision(dmn(decision('x', expression('amount + 1'))), 'd')).toEqual([]);
  });
});

describe('decision services', () => {
  const service = `<decisionService id="s" name="s"><outputDecision href="#total"/><inputDecision href="#rate"/><inputData href="#amount"/></decisionService>`;
  const total = decision('total', expression('amount * rate'), { needs: ['rate'], given: ['amount'] });
  const parts = [service, total, input('amount', 'number'), decision('rate', '')];
  it('are functions of their input data and then of their input decisions', async () => {
    expect(await result(dmn(...parts, decision('x', expression('s(100, 0.2)'), { knows: ['s'] })), 'x')).toBe(20);
  });

  it('are called by a process with its variables', async () => {
    expect(await result(dmn(...parts), 's', { amount: 100, rate: 0.5 })).toBe(50);
  });
});

describe('types', () => {
  const types = `<itemDefinition name="person"><itemComponent name="first name"><typeRef>string</typeRef></itemComponent><itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="grade"><typeRef>string</typeRef><allowedValues><text>"A","B"</text></allowedValues></itemDefinition>
    <itemDefinition name="numbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>`;
  const as = (type: string, value: unknown) =>
    result(dmn(types, input('v', type), decision('x', expression('v'), { given: ['v'] })), 'x', { v: value as never });

  it.each([
    ['number', 'three', null],
    ['number', [3], 3],
    ['numbers', 3, [3]],
    ['numbers', [3, 'x'], null],
    ['grade', 'B', 'B'],
    ['grade', 'C', null],
    ['date', '2026-02-30', null],
    ['unknown', 'kept', 'kept'],
  ])('input data of type %s: %j is %j', async (type, value, expected) => {
    expect(await as(type, value)).toEqual(expected);
  });

  it('dates that a variable holds as text are dates; names with blanks are known from the type', async () => {
    const v = { 'first name': 'Ada', born: '2000-01-31' };
    const feel = 'v.first name + " " + string((v.born + duration("P1M")).month)';
    expect(await result(dmn(types, input('v', 'person'), decision('x', expression(feel), { given: ['v'] })), 'x', { v })).toBe('Ada 2');
    const due = decisionTable({
      inputs: ['due'],
      outputs: ['o'],
      rules: [['< date("2026-01-01")', '"past"']],
      inputType: 'date',
    });
    expect(await result(dmn(decision('x', due)), 'x', { due: '2025-12-31' })).toBe('past');
  });

  it('a result that is none of its type is null', async () => {
    expect(await result(dmn(decision('x', expression('"text"'), { type: 'number' })), 'x')).toBe(null);
    expect(await result(dmn(decision('x', expression('date("2026-01-01")'), { type: 'dateTime' })), 'x')).toBe('2026-01-01T00:00:00Z');
  });

  it('types that contain themselves end', async () => {
    const tree = `<itemDefinition name="tree"><itemComponent name="left"><typeRef>tree</typeRef></itemComponent><itemComponent name="right"><typeRef>tree</typeRef></itemComponent></itemDefinition>`;
    const file = dmn(tree, input('v', 'tree'), decision('x', expression('v.left.right'), { given: ['v'] }));
    expect(await result(file, 'x', { v: { left: { right: 7 } } })).toBe(7);
  });
});

describe('values of inputs and outputs', () => {
  const table = (more: object) => dmn(decision('x', decisionTable({ inputs: ['k'], outputs: ['o'], rules: [['-', 'k']], ...more })));
  it('refuse an input that is none of them, but not one that is missing', async () => {
    const listed = table({ inputValues: '"a","b"' });
    expect(await result(listed, 'x', { k: 'a' })).toBe('a');
    expect(await result(listed, 'x', { k: null })).toBe(null);
    await expect(result(listed, 'x', { k: 'c' })).rejects.toThrow('the input "k" is "c"');
  });

  it('refuse an output that is none of them', async () => {
    await expect(result(table({ values: '[1..5], 9' }), 'x', { k: 7 })).rejects.toThrow('rule r1 gives 7');
    expect(await result(table({ values: '[1..5], 9' }), 'x', { k: 9 })).toBe(9);
  });
});

describe('imports', () => {
  const base = file('urn:base', FEE, input('amount', 'number'), decision('double', expression('amount * 2'), { given: ['amount'] }));
  const importing = (name: string, ...parts: string[]) =>
    dmn(`<import name="${name}" namespace="urn:base" importType="http://www.omg.org/spec/DMN/20180521/MODEL/"/>`, ...parts);

  it('bring decisions, knowledge and input data of another file under the name of the import', async () => {
    const x = decision('x', expression('base.double + base.fee for(base.amount)'), {
      needs: ['urn:base#double'],
      knows: ['urn:base#fee-for'],
      given: ['urn:base#amount'],
    });
    expect(await result(importing('base', x), 'x', { amount: 10 }, { base })).toBe(25);
    const plain = decision('x', expression('double + 1'), { needs: ['urn:base#double'] });
    expect(await result(importing('', plain), 'x', { amount: 10 }, { base })).toBe(21);
  });

  it('are refused by name where no file has the namespace', async () => {
    const found = await checkDecision(importing('base', decision('x', expression('1'))), 'd', {});
    expect(found.map(({ code, place }) => `${code} ${place}`)).toEqual(['import-unknown import "base"']);
  });

  it('are published with the process that decides by them', async () => {
    const x = decision('x', expression('base.double'), { needs: ['urn:base#double'] });
    const model = bpmn(
      'p',
      start(),
      element('businessRuleTask', 'a', '<zeebe:calledDecision decisionId="x" resultVariable="r"/>'),
      user('b'),
      path('s a b'),
    );
    const p = (await drive(model, { decisions: { own: importing('base', x), base } })).start({ amount: 4 });
    expect(p.variables).toEqual({ amount: 4, r: 8 });
  });
});

describe('hostile and unfinished files', () => {
  const codes = async (xml: string) => (await checkDecision(xml, 'd')).map(({ code, element: at }) => `${code} ${at}`);

  it('a lattice of requirements with 2^60 ways through it is read and decided at once', async () => {
    const layers = Array.from({ length: 60 }, (_one, layer) => {
      const needs = layer === 0 ? [] : [`a${layer - 1}`, `b${layer - 1}`];
      const sum = layer === 0 ? '1' : `a${layer - 1} + b${layer - 1}`;
      return decision(`a${layer}`, expression(sum), { needs }) + decision(`b${layer}`, expression(sum), { needs });
    });
    expect(await result(dmn(...layers), 'a59')).toBe(2 ** 59);
  });

  it('circles are found through knowledge and services too', async () => {
    const a = decision('a', expression('b'), { needs: ['b'] });
    expect(await codes(dmn(a, decision('b', expression('a'), { needs: ['a'] })))).toEqual(['decision-circle a']);
    const service = `<decisionService id="s" name="s"><outputDecision href="#x"/></decisionService>`;
    expect(await codes(dmn(service, decision('x', expression('s()'), { knows: ['s'] })))).toEqual(['decision-circle s']);
  });

  it('names what it does not run', async () => {
    const crosstab = decisionTable({ inputs: ['k'], outputs: ['o'], rules: [['-', '1']], policy: 'preferredOrientation="CrossTable"' });
    expect(await codes(dmn(decision('a', crosstab)))).toEqual(['table-orientation a']);
    const java = `<businessKnowledgeModel id="j" name="j"><encapsulatedLogic kind="Java">${expression('1')}</encapsulatedLogic></businessKnowledgeModel>`;
    expect(await codes(dmn(java))).toEqual(['decision-logic j']);
    expect(await codes(dmn(decision('a', '<literalExpression expressionLanguage="juel"><text>1</text></literalExpression>')))).toEqual([
      'decision-language a',
    ]);
    expect(await codes(dmn(decision('a', '')))).toEqual(['decision-empty a']);
    expect(await codes(dmn(decision('a', decisionTable({ inputs: ['k'], outputs: ['o'], rules: [['-']] }))))).toEqual(['rule-width a']);
    expect(await codes(dmn(decision('a', expression('1'), { knows: ['nowhere'] })))).toEqual(['dangling-reference a']);
  });

  it('a trace stays small, whatever went through the tables', async () => {
    const table = decisionTable({ inputs: ['k'], outputs: ['o'], rules: [['-', 'k']] });
    const many = Array.from({ length: 100 }, (_one, index) => decision(`d${index}`, table.replace('r1', `r${index}`)));
    const all = decision('x', expression('1'), { needs: many.map((_one, index) => `d${index}`) });
    const { trace } = await decide(dmn(...many, all), 'x', { k: 'long '.repeat(20_000) });
    expect(JSON.stringify(trace).length).toBeLessThan(100_000);
    expect((trace as unknown[])[0]).toMatchObject({
      decision: 'd0',
      inputs: [{ label: 'k', value: expect.stringMatching(/^"long .*…$/) as string }],
    });
  });
});
