import { describe, expect, it } from 'vitest';
import { callsOf, checkDecision } from '../../../domain/process/compile.ts';
import {
  boundary,
  bpmn,
  cardinality,
  codes,
  element,
  end,
  error,
  flow,
  gateway,
  mapping,
  message,
  over,
  path,
  publish,
  repeated,
  script,
  service,
  start,
  sub,
  timer,
  user,
} from './model.ts';

const around = (...parts: string[]) => bpmn('p', start(), user('z'), ...parts, path('s a z'));

describe('what is not run is refused by name and place', () => {
  const refused: [string, string, string][] = [
    ['complex gateway', around(gateway('complex', 'a')), 'unsupported-element@a'],
    ['transaction', around(element('transaction', 'a')), 'unsupported-element@a'],
    ['a signal without name', around(element('intermediateThrowEvent', 'a', '', '<bpmn:signalEventDefinition/>')), 'signal-name@a'],
    [
      'an escalation without code',
      around(element('intermediateThrowEvent', 'a', '', '<bpmn:escalationEventDefinition/>')),
      'escalation-code@a',
    ],
    ['two triggers', around(element('intermediateCatchEvent', 'a', '', timer('PT1H') + message('reply'))), 'unsupported-element@a'],
    [
      'multi-instance without a number',
      around(element('userTask', 'a', '<zeebe:userTask/>', '<bpmn:multiInstanceLoopCharacteristics/>')),
      'loop-count@a',
    ],
    ['a number of instances that is none', around(repeated('a', cardinality('many'))), 'loop-cardinality@a'],
    ['a collection that is no expression', around(repeated('a', over('items'))), 'loop-collection@a'],
    ['an output element without collection', around(repeated('a', over('=items', 'outputElement="=n"'))), 'loop-output@a'],
    ['a loop without an end', around(repeated('a', '<bpmn:standardLoopCharacteristics/>')), 'loop-endless@a'],
    ['a start quantity of none', around(element('task', 'a', '', '', 'startQuantity="0"')), 'quantity@a'],
    [
      'a flow to what compensates',
      around(element('userTask', 'a', '<zeebe:userTask/>', '', 'isForCompensation="true"')),
      'compensation-flow@a',
    ],
    [
      'execution listeners',
      around(
        element(
          'userTask',
          'a',
          '<zeebe:userTask/><zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/></zeebe:executionListeners>',
        ),
      ),
      'unsupported-extension@a',
    ],
    [
      'task listeners',
      around(user('a', '<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="x"/></zeebe:taskListeners>')),
      'unsupported-extension@a',
    ],
    [
      'extensions of another engine',
      around(
        `<bpmn:task id="a"><bpmn:extensionElements><camunda:failedJobRetryTimeCycle xmlns:camunda="http://camunda.org/schema/1.0/bpmn"/></bpmn:extensionElements></bpmn:task>`,
      ),
      'unsupported-extension@a',
    ],
    ['an error start', bpmn('p', element('startEvent', 's', '', error('gone')), user('a'), path('s a')), 'event-start@s'],
    ['an unknown step', around(service('a', 'fly')), 'unknown-step@a'],
    ['a step without type', around(element('serviceTask', 'a')), 'step-missing@a'],
    ['candidate users', around(user('a', '<zeebe:assignmentDefinition candidateUsers="ann"/>')), 'candidate-users@a'],
    ['a form by key', around(user('a', '<zeebe:formDefinition formKey="x"/>')), 'form-kind@a'],
    ['an unknown form', around(user('a', '<zeebe:formDefinition formId="x"/>')), 'form-unknown@a'],
    [
      'an unknown decision',
      around(element('businessRuleTask', 'a', '<zeebe:calledDecision decisionId="x" resultVariable="r"/>')),
      'decision-unknown@a',
    ],
    ['an unknown called process', around(element('callActivity', 'a', '<zeebe:calledElement processId="x"/>')), 'call-unknown@a'],
    ['a call of itself', around(element('callActivity', 'a', '<zeebe:calledElement processId="p"/>')), 'call-circle@a'],
    ['a script in another language', around(element('scriptTask', 'a', '', '<bpmn:script>print(1)</bpmn:script>')), 'script-language@a'],
    ['a timer that is none', around(element('intermediateCatchEvent', 'a', '', timer('tomorrow'))), 'timer-value@a'],
    [
      'a cron cycle of five fields',
      around(user('a')).replace(
        '</bpmn:process>',
        `${boundary('t', 'a', timer('0 9 * * *', 'timeCycle'), false)}${flow('t', 'z')}</bpmn:process>`,
      ),
      'timer-value@t',
    ],
    [
      'a cycle that interrupts',
      around(user('a')).replace('</bpmn:process>', `${boundary('t', 'a', timer('R/PT1H', 'timeCycle'))}${flow('t', 'z')}</bpmn:process>`),
      'timer-cycle@t',
    ],
    ['a mapping target that is no name', around(service('a', 'note', mapping({ 'a-b': '=1' }))), 'mapping-target@a'],
    ['an input that the step does not know', around(service('a', 'note', mapping({ colour: '="red"' }))), 'step-input-unknown@a'],
    ['a FEEL literal that does not fit the input', around(service('a', 'note', mapping({ size: '=5' }))), 'step-input-value@a'],
    [
      'a start form',
      bpmn('p', element('startEvent', 's', '<zeebe:formDefinition formId="f"/>'), user('a'), path('s a')),
      'unsupported-extension@s',
    ],
    ['a value that does not fit the input', around(service('a', 'note', mapping({ size: 'XXL' }))), 'step-input-value@a'],
    [
      'an answer that does not exist',
      around(service('a', 'note', '<zeebe:taskHeaders><zeebe:header key="answer" value="sorry"/></zeebe:taskHeaders>')),
      'answer-unknown@a',
    ],
    [
      'a flow without condition off an exclusive gateway',
      bpmn('p', start(), gateway('exclusive', 'a'), user('b'), user('c'), path('s a b'), flow('a', 'c', '=x')),
      'condition-missing@a_b',
    ],
    ['a condition off an event', bpmn('p', start('a'), user('b'), flow('a', 'b', '=x')), 'condition-misplaced@a_b'],
    [
      'a condition that is no expression',
      bpmn('p', start(), user('a'), user('b'), path('s a'), flow('a', 'b', 'x > 1')),
      'condition-text@a_b',
    ],
    [
      'a flow across a sub-process',
      bpmn('p', start(), sub('x', start('s1'), user('a'), path('s1 a')), user('b'), path('s x'), flow('a', 'b')),
      'flow-scope@a_b',
    ],
    [
      'two catchers of one error',
      bpmn(
        'p',
        start(),
        service('a'),
        boundary('b', 'a', error('gone')),
        boundary('c', 'a', error('gone')),
        user('z'),
        path('s a z'),
        path('b z'),
        path('c z'),
      ),
      'duplicate-catch@a',
    ],
    ['a process without start', bpmn('p', user('a')), 'start-event@p'],
  ];
  it.each(refused)('%s', async (_title, model, code) => {
    const { graph, findings } = await publish({ p: model });
    const all = findings.map((one) => `${one.code}@${one.element}`);
    expect(all).toContain(code);
    expect(graph).toBe(null);
    for (const one of findings) {
      for (const text of [one.message.de, one.message.en, one.remedy.de, one.remedy.en]) expect(text).not.toMatch(/\{|undefined|^$/);
    }
  });
});

describe('what the check finds', () => {
  it('reports everything at once, with line and column of a misspelt expression', async () => {
    const { findings } = await publish({
      p: bpmn('p', start(), script('a', '=1 +\n  * 2', 'x'), service('b', 'fly'), end(), path('s a b e')),
    });
    expect(findings.map(({ code }) => code)).toEqual(['feel-syntax', 'unknown-step']);
    expect(findings[0]).toMatchObject({
      severity: 'error',
      definition: 'p',
      element: 'a',
      elementName: 'a',
      place: 'script',
      line: 2,
      column: 3,
    });
  });

  it('refuses unknown functions, names with a forgotten operator, and patterns that RE2 does not run', async () => {
    const found = async (expression: string) => codes(bpmn('p', start(), script('a', expression, 'x'), end(), path('s a e')));
    expect(await found('=upper(x)')).toEqual(['feel-syntax@a']);
    expect(await found('=amount larger 5')).toEqual(['feel-syntax@a']);
    expect(await found('=matches(x, "(?=a)b")')).toEqual(['feel-syntax@a']);
    expect(await found('=upper case(x)')).toEqual([]);
  });

  it('warns of a missing default and of what cannot be reached', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('exclusive', 'g'),
      user('a'),
      user('b'),
      user('c'),
      path('s g'),
      flow('g', 'a', '=kind = "x"'),
      flow('g', 'b', '=kind = "y"'),
    );
    const { graph, findings } = await publish({ p: model });
    expect(findings.map(({ code, severity, element }) => [code, severity, element])).toEqual([
      ['missing-default', 'warning', 'g'],
      ['unreachable', 'warning', 'c'],
    ]);
    expect(graph).not.toBe(null);
  });

  it('takes dangling references and double ids for errors', async () => {
    expect(await codes(bpmn('p', start(), user('a'), path('s a'), flow('a', 'nowhere')))).toContain('dangling-reference@a_nowhere');
    expect(await codes(bpmn('p', start(), user('a'), user('a'), path('s a')))).toContain('duplicate-id@a');
  });

  it('refuses a default flow of another element, and a flow that leads to no element', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('exclusive', 'g', 's_g'),
      user('a'),
      user('b'),
      path('s g'),
      flow('g', 'a', '=kind = "x"'),
      flow('g', 'b', '=kind = "y"'),
    );
    expect(await codes(model)).toContain('dangling-reference@g');
    expect(await codes(bpmn('p', start(), user('a'), path('s a'), flow('a', 's_a')))).toContain('dangling-reference@a_s_a');
  });

  it('keeps lanes, data, annotations and other pools, and runs none of them', async () => {
    const extra = `<bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
      <bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/><bpmn:textAnnotation id="ta"><bpmn:text>x</bpmn:text></bpmn:textAnnotation>
      <bpmn:association id="as" sourceRef="a" targetRef="ta"/><bpmn:group id="gr"/>`;
    const model = bpmn('p', extra, start(), user('a'), path('s a')).replace(
      '</bpmn:definitions>',
      '<bpmn:process id="other"><bpmn:complexGateway id="cg"/></bpmn:process></bpmn:definitions>',
    );
    const { graph, findings } = await publish({ p: model });
    expect(findings).toEqual([]);
    expect(Object.keys(graph?.elements ?? {})).toEqual(['p', 's', 'a']);
  });

  it('reads an event definition that stands beside the processes', async () => {
    const once = timer('PT1H').replace('<bpmn:timerEventDefinition', '<bpmn:timerEventDefinition id="hour"');
    const reference = '<bpmn:eventDefinitionRef>hour</bpmn:eventDefinitionRef>';
    const model = bpmn('p', start(), element('intermediateCatchEvent', 'a', '', reference), end(), path('s a e'));
    const { graph, findings } = await publish({ p: model.replace('<bpmn:process', `${once}<bpmn:process`) });
    expect(findings).toEqual([]);
    expect(graph?.elements['a']?.data).toMatchObject({ trigger: { on: 'timer', timer: 'duration' } });
  });

  it('names static calls for the order of publishing', async () => {
    const model = bpmn(
      'p',
      start(),
      element('callActivity', 'a', '<zeebe:calledElement processId="x"/>'),
      element('callActivity', 'b', '<zeebe:calledElement processId="=y"/>'),
      path('s a b'),
    );
    expect(await callsOf(model)).toEqual(['x']);
  });
});

describe('the graph', () => {
  const model = bpmn('p', start(), user('a', '<zeebe:formDefinition formId="f"/>'), path('s a'));
  const hash = async (xml: string, form = '{"a":1}') => (await publish({ p: xml }, { forms: { f: form } })).graph?.hash;

  it('has the same hash for the same content, whatever its layout', async () => {
    expect(await hash(model.replaceAll('\n', '\n  '), '{ "a": 1 }')).toBe(await hash(model));
    expect(await hash(model)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has another hash where an element, a form or a called process differs', async () => {
    const one = await hash(model);
    expect(await hash(model.replace('name="a"', 'name="b"'))).not.toBe(one);
    expect(await hash(model, '{"a":2}')).not.toBe(one);
  });

  it('is plain JSON', async () => {
    const { graph } = await publish({ p: model }, { forms: { f: '{}' } });
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });
});

describe('hostile files', () => {
  it.each([
    ['entities', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><definitions/>', 'xml-doctype'],
    ['a bomb of depth', `<a>${'<b>'.repeat(100_000)}</a>`, 'xml-too-deep'],
    ['size', `<a b="${'x'.repeat(2_100_000)}"/>`, 'xml-too-large'],
    ['no XML', 'hello', 'xml-invalid'],
    ['another root', '<?xml version="1.0"?><x/>', 'xml-invalid'],
    ['no process of that key', bpmn('q', start()), 'process-not-found'],
  ])('%s', async (_title, xml, code) => {
    const before = performance.now();
    expect(await codes(xml)).toContain(`${code}@`);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('refuses models for another platform', async () => {
    const model = bpmn('p', start(), path('s')).replace(
      '<bpmn:definitions',
      '<bpmn:definitions xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Platform"',
    );
    expect(await codes(model)).toContain('execution-platform@');
  });

  it('never throws on a broken decision file', async () => {
    expect((await checkDecision('<nonsense', 'd')).map(({ code }) => code)).toEqual(['xml-invalid']);
  });
});
