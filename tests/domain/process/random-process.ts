import fc from 'fast-check';
import {
  boundary,
  bpmn,
  cardinality,
  compensation,
  element,
  end,
  error,
  escalation,
  eventSub,
  flow,
  gateway,
  mapping,
  message,
  over,
  path,
  repeated,
  script,
  service,
  signal,
  start,
  starting,
  throwing,
  timer,
  undoing,
  undoingBy,
  until,
  user,
} from './model.ts';

/** A block of a process: its elements, and where it begins and ends. */
interface Block {
  parts: string[];
  first: string;
  last: string;
}

const LEAVES = [
  ...(['user', 'service', 'script', 'task', 'catch', 'receive', 'race', 'terminate', 'throw'] as const),
  ...(['ring', 'hear', 'escalate', 'undoable', 'undo', 'many', 'again', 'gathering'] as const),
] as const;
const BLOCKS = ['sequence', 'choice', 'fork', 'some', 'loop', 'sub', 'guarded', 'each', 'watched'] as const;

export type Shape = { is: (typeof LEAVES)[number] } | { is: (typeof BLOCKS)[number]; of: Shape[]; interrupting: boolean };

export const shape: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record({ is: fc.constantFrom(...LEAVES) }),
    fc.record({
      is: fc.constantFrom(...BLOCKS),
      of: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
      interrupting: fc.boolean(),
    }),
  ) as fc.Arbitrary<Shape>,
})).shape;

/** Builds a block-structured process with every element that runs. */
export function build(root: Shape): string {
  let next = 0;
  const id = (kind: string) => `${kind}${(next += 1)}`;
  const leaf = (part: string, name: string): Block => ({ parts: [part], first: name, last: name });
  const chain = (blocks: Block[]): Block => {
    const links = blocks.slice(1).map((block, index) => flow(blocks[index]?.last ?? '', block.first));
    return { parts: [...blocks.flatMap(({ parts }) => parts), ...links], first: blocks[0]?.first ?? '', last: blocks.at(-1)?.last ?? '' };
  };
  const split = (type: string, blocks: Block[], conditions: boolean): Block => {
    const [open, close] = [id('split'), id(type === 'inclusive' ? 'or' : 'join')];
    const flows = blocks.flatMap(({ first, last }, index) => [
      flow(open, first, conditions && index > 0 ? `=n > ${index}` : undefined),
      flow(last, close),
    ]);
    const standard = conditions ? `${open}_${blocks[0]?.first ?? ''}` : undefined;
    return {
      parts: [gateway(type, open, standard), gateway(type, close), ...blocks.flatMap(({ parts }) => parts), ...flows],
      first: open,
      last: close,
    };
  };
  const scope = (of: Shape[], around: (name: string, inner: string) => string[]): Block => {
    const name = id('sub');
    const inner = chain([leaf(start(id('start')), `start${next}`), ...of.map(block), leaf(end(id('end')), `end${next}`)]);
    return { parts: around(name, inner.parts.join('')), first: name, last: name };
  };
  const block = (one: Shape): Block => {
    switch (one.is) {
      case 'user': {
        const name = id('user');
        const side = id('side');
        return {
          parts: [
            user(name),
            boundary(`b${name}`, name, timer('R2/PT1H', 'timeCycle'), false),
            script(side, '=n + 1', 'n'),
            path(`b${name} ${side}`),
          ],
          first: name,
          last: name,
        };
      }
      case 'service': {
        const name = id('service');
        const caught = id('caught');
        return {
          parts: [
            service(name, 'note', mapping({ text: '="x"' }, { n: '=n + 1' })),
            boundary(`b${name}`, name, error('gone')),
            element('task', caught),
            path(`b${name} ${caught}`),
          ],
          first: name,
          last: name,
        };
      }
      case 'script':
        return leaf(script(id('script'), '=n * 2 - 1', 'n'), `script${next}`);
      case 'task':
        return leaf(element('task', id('task')), `task${next}`);
      case 'catch':
        return leaf(element('intermediateCatchEvent', id('catch'), '', timer('PT2H')), `catch${next}`);
      case 'receive':
        return leaf(element('receiveTask', id('receive'), '', '', 'messageRef="m_reply"'), `receive${next}`);
      case 'race': {
        const [open, a, b, close] = [id('race'), id('catch'), id('catch'), id('join')];
        return {
          parts: [
            gateway('eventBased', open),
            element('intermediateCatchEvent', a, '', message('reply')),
            element('intermediateCatchEvent', b, '', timer('PT3H')),
            gateway('exclusive', close),
            path(`${open} ${a} ${close}`),
            path(`${open} ${b} ${close}`),
          ],
          first: open,
          last: close,
        };
      }
      case 'terminate': {
        const [open, stop, on] = [id('split'), id('end'), id('task')];
        return {
          parts: [
            gateway('exclusive', open, `${open}_${on}`),
            end(stop, '<bpmn:terminateEventDefinition/>'),
            element('task', on),
            flow(open, stop, '=n > 5'),
            flow(open, on),
          ],
          first: open,
          last: on,
        };
      }
      case 'throw': {
        const [open, stop, on] = [id('split'), id('end'), id('task')];
        return {
          parts: [
            gateway('exclusive', open, `${open}_${on}`),
            end(stop, error('lost')),
            element('task', on),
            flow(open, stop, '=n > 3'),
            flow(open, on),
          ],
          first: open,
          last: on,
        };
      }
      case 'ring':
        return leaf(throwing(id('ring'), signal('bell')), `ring${next}`);
      case 'hear': {
        const [name, side] = [id('user'), id('side')];
        const ear = boundary(`b${name}`, name, signal('bell'), false);
        return { parts: [user(name), ear, element('task', side), path(`b${name} ${side}`)], first: name, last: name };
      }
      case 'escalate':
        return leaf(throwing(id('escalate'), escalation('late')), `escalate${next}`);
      case 'undoable': {
        const name = id('task');
        const handler = element('userTask', `undo${name}`, '<zeebe:userTask/>', '', 'isForCompensation="true"');
        const waits = next % 2 === 1;
        return leaf(element('task', name) + (waits ? undoingBy(name, handler) : undoing(name)), name);
      }
      case 'undo':
        return leaf(throwing(id('undo'), compensation()), `undo${next}`);
      case 'many': {
        const name = id('user');
        const loop = cardinality('=n', next % 2 ? 'isSequential="true"' : '', until('=numberOfCompletedInstances > 1'));
        const late = id('task');
        return {
          parts: [repeated(name, loop), boundary(`b${name}`, name, timer('PT1H')), element('task', late), path(`b${name} ${late}`)],
          first: name,
          last: name,
        };
      }
      case 'again':
        return leaf(repeated(id('user'), '<bpmn:standardLoopCharacteristics loopMaximum="3"/>'), `user${next}`);
      case 'gathering': {
        const [a, b] = [id('task'), id('user')];
        return {
          parts: [
            element('task', a, '', '', 'completionQuantity="2"'),
            element('userTask', b, '<zeebe:userTask/>', '', 'startQuantity="2"'),
            path(`${a} ${b}`),
          ],
          first: a,
          last: b,
        };
      }
      case 'sequence':
        return chain(one.of.map(block));
      case 'choice':
        return split('exclusive', one.of.map(block), true);
      case 'fork':
        return split('parallel', one.of.map(block), false);
      case 'some':
        return split('inclusive', one.of.map(block), true);
      case 'each':
        return scope(one.of, (name, inner) => [
          element(
            'subProcess',
            name,
            '',
            over('=[n, 2]', 'outputCollection="all" outputElement="=item"', one.interrupting ? 'isSequential="true"' : '') + inner,
          ),
          boundary(`m${name}`, name, signal('bell'), one.interrupting),
        ]);
      case 'watched':
        return scope(one.of, (name, inner) => {
          const subs = (['error', 'escalation', 'signal'] as const).map((on) => {
            const [sub, begin, work] = [id('event'), id('on'), id('user')];
            const definition = { error: error(), escalation: escalation('late'), signal: signal('bell') }[on];
            const trigger = starting(begin, definition, on === 'error' || one.interrupting);
            return eventSub(sub, trigger, user(work), path(`${begin} ${work}`));
          });
          return [element('subProcess', name, '', inner + subs.join('')), boundary(`b${name}`, name, escalation(), !one.interrupting)];
        });
      case 'loop': {
        const inner = chain(one.of.map(block));
        const [merge, back, count] = [id('merge'), id('back'), id('script')];
        return {
          parts: [
            gateway('exclusive', merge),
            gateway('exclusive', back, `${back}_end${count}`),
            script(count, '=n + 1', 'n'),
            element('task', `end${count}`),
            ...inner.parts,
            path(`${merge} ${inner.first}`),
            path(`${inner.last} ${count} ${back}`),
            flow(back, merge, '=n < 3'),
            flow(back, `end${count}`),
          ],
          first: merge,
          last: `end${count}`,
        };
      }
      case 'sub':
        return scope(one.of, (name, inner) => [
          element('subProcess', name, mapping({ n: '=n' }), inner),
          boundary(`b${name}`, name, error()),
          boundary(`m${name}`, name, message('reply'), one.interrupting),
        ]);
      case 'guarded':
        return scope(one.of, (name, inner) => {
          const [sub, begin, work] = [id('event'), id('on'), id('user')];
          const trigger = element('startEvent', begin, '', message('reply'), `isInterrupting="${one.interrupting}"`);
          return [element('subProcess', name, '', inner + eventSub(sub, trigger, user(work), path(`${begin} ${work}`)))];
        });
      default:
        return leaf(element('task', id('task')), `task${next}`);
    }
  };
  const whole = chain([leaf(start('s'), 's'), block(root), leaf(end('e'), 'e')]);
  return bpmn('p', ...whole.parts);
}
