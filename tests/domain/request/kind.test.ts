import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseKind, wordsOf, type KindRule } from '../../../domain/request/kind.ts';

const rules: KindRule[] = [
  { kind: 'complaint', weight: 5, keywords: ['Beschwerde', 'Anwalt', 'Frist bis'] },
  { kind: 'complaint', weight: 1, keywords: ['enttäuscht'] },
  { kind: 'damage', weight: 4, keywords: ['zerbrochen', 'defekt', 'broken', 'arrived broken'] },
  { kind: 'faulty-order', weight: 6, keywords: ['falsche Adresse', 'storn*'] },
];

describe('recognising the kind of a request', () => {
  it.each([
    ['Meine BESCHWERDE über die Lieferung', 'complaint', 5],
    ['Ich bin sehr enttaeuscht', 'general', 0],
    ['enttäuscht, und die Tasse ist zerbrochen', 'damage', 4],
    ['Zwei defekte Teller', 'damage', 4],
    ['It arrived broken.', 'damage', 4],
    ['Bitte sofort stornieren!', 'faulty-order', 6],
    ['an die falsche\n  Adresse geschickt', 'faulty-order', 6],
    ['die Adresse ist falsche', 'general', 0],
    ['Anwaltskanzlei sucht Drucker', 'general', 0],
    ['Frist, bis wann?', 'complaint', 5],
    ['', 'general', 0],
  ])('finds in "%s" the kind %s', (text, kind, score) => {
    expect(recogniseKind(text, rules)).toMatchObject({ kind, score });
  });

  it('names the keywords it found, the longest phrase only', () => {
    expect(recogniseKind('it arrived broken', rules).matches).toEqual(['arrived broken']);
  });

  it('adds what speaks for one kind and lets the heaviest win', () => {
    expect(recogniseKind('Beschwerde: defekt und zerbrochen, alles defekt', rules)).toEqual({
      kind: 'damage',
      score: 8,
      matches: ['zerbrochen', 'defekt'],
    });
  });

  it('lets the first rule win among equals', () => {
    const equal = [
      { kind: 'b', weight: 3, keywords: ['x'] },
      { kind: 'a', weight: 3, keywords: ['y'] },
    ];
    expect(recogniseKind('y x', equal).kind).toBe('b');
  });

  it('takes another minimum', () => {
    expect(recogniseKind('enttäuscht', rules, { minimum: 1 }).kind).toBe('complaint');
  });

  it('folds umlauts, however they are encoded, accents and apostrophes', () => {
    expect(wordsOf("Zurückgeschickt, zurueckgeschickt; zuru\u0308ckgeschickt – hasn't É")).toEqual([
      'zurueckgeschickt',
      'zurueckgeschickt',
      'zurueckgeschickt',
      'hasnt',
      'e',
    ]);
  });

  it('always finds a keyword that stands in a text, and never invents a kind', () => {
    const word = fc.stringMatching(/^[a-zäöüß]{3,12}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), word, fc.array(word, { maxLength: 8 }), (before, keyword, after) => {
        const one = [{ kind: 'k', weight: 2, keywords: [keyword] }];
        expect(recogniseKind([...before, keyword.toUpperCase(), ...after].join(', '), one).kind).toBe('k');
        expect(['k', 'general']).toContain(recogniseKind(before.join(' '), one).kind);
      }),
    );
  });
});
