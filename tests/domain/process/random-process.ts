import fc from 'fast-check';
import {
  boundary,
  bpmn,
  element,
  end,
  error,
  eventSub,
  flow,
  gateway,
  mapping,
  message,
  path,
  script,
  service,
  start,
  timer,
  user,
} from './model.ts';

/** A block of a process: its elements, and where it begins and ends. */
interface Block {
  parts: string[];
  first: string;
  last: string;
}

export type Shape =
  | { is: 'user' | 'service' | 'script' | 'task' | 'catch' | 'receive' | 'race' | 'terminate' | 'throw' }
  | { is: 'sequence' | 'choice' | 'fork' | 'loop' | 'sub' | 'guarded'; of: Shape[]; interrupting: boolean };

export const shape: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record({ is: fc.constantFrom('user', 'service', 'script', 'task', 'catch', 'receive', 'race', 'terminate', 'throw') }),
    fc.record({
      is: fc.constantFrom('sequence', 'choice', 'fork', 'loop', 'sub', 'guarded'),
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
    const [open, close] = [id('split'), id('join')];
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
      case 'sequence':
        return chain(one.of.map(block));
      case 'choice':
        return split('exclusive', one.of.map(block), true);
      case 'fork':
        return split('parallel', one.of.map(block), false);
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
