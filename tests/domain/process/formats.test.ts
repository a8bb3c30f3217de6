import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../../domain/process/graph.ts';
import { load } from '../../../domain/process/load.ts';
import { position } from '../../../domain/process/position.ts';
import type { State } from '../../../domain/process/types.ts';
import { Driven } from './drive.ts';

/** A state that an earlier release has written, under the graph that it had published. */
function recorded(format: number): Driven {
  const file = path.join(import.meta.dirname, 'formats', `format-${format}.json`);
  const { graph, state } = JSON.parse(readFileSync(file, 'utf8')) as { graph: Graph; state: State };
  const driven = new Driven(new Map([[graph.hash, load(graph)]]), graph.hash);
  driven.state = state;
  driven.now = Date.parse('2026-03-02T09:30:00.000Z');
  return driven;
}

describe('the format of the state', () => {
  it('1 is read as it was meant, and written as 2', () => {
    const p = recorded(1);
    expect(p.tokens).toEqual(['a', 'c', 'h', 'j', 'r', 'u', 'x']);
    expect(p.position().messages.map(({ name, key }) => [name, key])).toEqual([
      ['reply', null],
      ['keyed', 'k1'],
    ]);
    p.pass(1);
    expect(p.state?.format).toBe(2);
    expect(p.left().slice(-2)).toEqual(['late', 'side']);
    p.complete('a').complete('c').complete('u').message('keyed', {}, 'k1');
    expect(p.tokens).toEqual(['z']);
    expect(p.complete('z').status).toBe('completed');
    expect(p.position().timers).toEqual([]);
  });

  it('of a later release is refused, not guessed', () => {
    const later = { ...recorded(1).state, format: 3 } as unknown as State;
    expect(() => position(later)).toThrow('format 3');
  });
});
