import { describe, expect, it } from 'vitest';
import { load } from '../../../../domain/process/load.ts';
import { mappingOf, proposeMapping } from '../../../../domain/process/migrate/propose.ts';
import { Driven } from '../drive.ts';
import {
  boundary,
  bpmn,
  cardinality,
  compensation,
  element,
  path,
  publish,
  repeated,
  start,
  throwing,
  timer,
  undoing,
  user,
} from '../model.ts';

/** A request started in one version and moved to another. */
async function moved(from: string[], to: string[], before: (p: Driven) => void, corrections: Record<string, string> = {}) {
  const graphs = await Promise.all([from, to].map(async (parts) => (await publish({ p: bpmn('p', ...parts) })).graph));
  const [old, now] = graphs;
  if (!old || !now) throw new Error('not published');
  const p = new Driven(new Map([old, now].map((one) => [one.hash, load(one)])), old.hash).start({ undone: [] });
  before(p);
  const elements = { ...mappingOf(proposeMapping(old, now)), ...corrections };
  return { p, rejected: p.say({ type: 'migrate', from: old.hash, to: now.hash, elements }).rejected };
}

describe('a migration of', () => {
  it('a multi-instance activity keeps its instances, and arms what is new once', async () => {
    const to = [
      start(),
      repeated('a', cardinality('3')),
      boundary('t', 'a', timer('PT1H')),
      user('late'),
      user('z'),
      path('s a z'),
      path('t late'),
    ];
    const { p, rejected } = await moved([start(), repeated('a', cardinality('3')), user('z'), path('s a z')], to, (one) =>
      one.complete('a'),
    );
    expect([rejected, p.tokens, p.position().timers.length]).toEqual([null, ['a', 'a'], 1]);
    expect(p.complete('a').complete('a').tokens).toEqual(['z']);
  });

  it('an activity that is repeated in another way is refused', async () => {
    const parallel = [start(), repeated('a', cardinality('3')), user('z'), path('s a z')];
    const sequential = [start(), repeated('a', cardinality('3', 'isSequential="true"')), user('z'), path('s a z')];
    expect((await moved(parallel, sequential, () => undefined)).rejected).toBe('behaviour-changed');
  });

  it('what can be compensated goes on under its new name, and forgets what is gone', async () => {
    const version = (id: string, ...more: string[]) => [
      start(),
      element('task', id),
      undoing(id),
      ...more,
      user('u'),
      throwing('t', compensation()),
      user('z'),
      path(`s ${id} ${more.length > 0 ? 'b ' : ''}u t z`),
    ];
    const { p } = await moved(version('a', element('task', 'b'), undoing('b')), version('a2'), () => undefined, { a: 'a2' });
    expect(p.complete('u').variables.undone).toEqual(['a2']);
  });
});
