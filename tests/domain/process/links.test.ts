import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';
import { bpmn, codes, element, end, gateway, path, start, sub, user } from './model.ts';

const link = (name: string) => `<bpmn:linkEventDefinition name="${name}"/>`;
const go = (id: string, name: string) => element('intermediateThrowEvent', id, '', link(name));
const arrive = (id: string, name: string) => element('intermediateCatchEvent', id, '', link(name));

describe('a link', () => {
  it('takes the token from each throwing event to the one of its name', async () => {
    const model = bpmn(
      'p',
      start(),
      gateway('parallel', 'g'),
      go('x', 'far'),
      go('y', 'far'),
      arrive('z', 'far'),
      user('a'),
      end(),
      path('s g x'),
      path('g y'),
      path('z a e'),
    );
    const p = (await drive(model)).start();
    expect(p.tokens).toEqual(['a', 'a']);
    expect(p.left().filter((id) => 'xyz'.includes(id))).toEqual(['x', 'y', 'z', 'z']);
    expect(p.complete('a').complete('a').status).toBe('completed');
  });

  it('stays within its scope', async () => {
    const inner = sub('u', start('t'), go('x', 'far'), arrive('z', 'far'), user('b'), path('t x'), path('z b'));
    const model = bpmn('p', start(), inner, go('y', 'far'), arrive('w', 'far'), user('a'), path('s u y'), path('w a'));
    expect((await drive(model)).start().complete('b').tokens).toEqual(['a']);
  });

  it('is refused without name, without target, with two, and with a flow at the wrong end', async () => {
    const around = (...parts: string[]) => bpmn('p', start(), user('a'), ...parts, path('s x'), path('z a'));
    expect(await codes(around(go('x', ''), arrive('z', 'far')))).toContain('link-name@x');
    expect(await codes(around(go('x', 'fare'), arrive('z', 'far')))).toContain('link-target@x');
    expect(await codes(around(go('x', 'far'), arrive('z', 'far'), arrive('y', 'far')))).toContain('link-double@y');
    expect(await codes(around(go('x', 'far'), arrive('z', 'far'), path('x a')))).toContain('link-flow@x');
    expect(await codes(around(go('x', 'far'), arrive('z', 'far'), path('a z')))).toContain('link-flow@z');
    expect(await codes(bpmn('p', start(), sub('u', start('t'), arrive('z', 'far'), path('t')), go('x', 'far'), path('s u x')))).toContain(
      'link-target@x',
    );
    expect(await codes(around(go('x', 'far'), arrive('z', 'far')))).toEqual([]);
  });
});
