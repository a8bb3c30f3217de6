import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOf, placeholdersOf, renderAnswer } from '../../../domain/answer/render.ts';
import { salutationOf } from '../../../domain/answer/salutation.ts';

const values = {
  request: { number: 'V-2026-000123' },
  customer: { name: 'Petra Müller', familyName: 'Müller', salutation: 'frau' },
  promise: { at: '2026-11-24T13:30:00.000Z' },
  order: { number: '4711', total: 12.5, bought: '2026-11-01', tracking: '', carrier: null },
};

function render(body: string, language: 'de' | 'en' = 'de', subject = 'Ihre Anfrage {{ request.number }}') {
  return renderAnswer({ subject, body, values, language });
}

describe('a standard answer', () => {
  it('is filled in German and in English', () => {
    const body = '{{ salutation }}\n\nbis {{ promise.at | datetime }} zu {{ order.total | money }} vom {{ order.bought | date }}.';
    expect(render(body)).toEqual({
      subject: 'Ihre Anfrage V-2026-000123',
      text: 'Sehr geehrte Frau Müller,\n\nbis 24. November 2026, 14:30 Uhr zu 12,50\u00a0€ vom 1. November 2026.',
      missing: [],
    });
    expect(render(body, 'en').text).toBe('Dear Ms Müller,\n\nbis 24 November 2026, 14:30 zu €12.50 vom 1 November 2026.');
  });

  it('never shows an instant as machines write it', () => {
    expect(render('{{ promise.at }} / {{ promise.at | time }}').text).toBe('24. November 2026, 14:30 Uhr / 14:30 Uhr');
  });

  it('shows a marker for each missing value and names it', () => {
    expect(render('Nr. {{ order.number }} mit {{ order.carrier }} {{ order.tracking }} am {{ visit.day | date }}.')).toMatchObject({
      text: 'Nr. 4711 mit ⟦order.carrier⟧ ⟦order.tracking⟧ am ⟦visit.day⟧.',
      missing: ['order.carrier', 'order.tracking', 'visit.day'],
    });
    expect(render('x', 'de', '{{ order.date }}').subject).toBe('⟦order.date⟧');
  });

  it('takes a missing value as nothing in a condition and with a fallback', () => {
    const body = '{% if order.tracking %}Sendung {{ order.tracking }}{% else %}ohne Nummer{% endif %}, {{ visit.day | default: "bald" }}';
    expect(render(body)).toMatchObject({ text: 'ohne Nummer, bald', missing: [] });
  });

  it('marks a value that a filter cannot write, and an object', () => {
    expect(render('{{ order.number | date }} {{ customer }}')).toMatchObject({ text: '⟦?⟧ ⟦?⟧', missing: ['?'] });
  });

  it('never reads a value as a template, and keeps the subject in one line', () => {
    const nasty = { ...values, note: '{{ order.number }}{% if %}', name: 'a\r\nBcc: x@y.example' };
    const answer = renderAnswer({ subject: 'Für {{ name }}', body: '{{ note }}', values: nasty, language: 'de' });
    expect(answer).toEqual({ subject: 'Für a Bcc: x@y.example', text: '{{ order.number }}{% if %}', missing: [] });
  });

  it('reaches no files and nothing that an object inherits', () => {
    expect(faultsOf({ subject: '', body: '{% include "/etc/passwd" %}' })[0]).toMatchObject({ place: 'body', line: 1 });
    expect(render('{{ customer.constructor }} {{ customer.__proto__.x }}')).toMatchObject({
      missing: ['customer.constructor', 'customer.__proto__.x'],
    });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('survives a loop over nothing', () => {
    expect(render('{% for item in order.items %}- {{ item.name }}\n{% endfor %}fertig')).toMatchObject({
      text: 'fertig',
      missing: ['order.items'],
    });
  });

  it('marks a part that an item of a list lacks', () => {
    const body = '{% for item in items %}- {{ item.name }} zu {{ item.price | money }}\n{% endfor %}';
    const answer = renderAnswer({ subject: '', body, values: { items: [{ name: 'Tasse' }] }, language: 'de' });
    expect(answer).toMatchObject({ text: '- Tasse zu ⟦item.price⟧', missing: ['item.price'] });
  });

  it('tells what is wrong with a template when it is saved, and where', () => {
    expect(faultsOf({ subject: 'gut', body: 'eins\n{{ zwei' })).toMatchObject([{ place: 'body', line: 2 }]);
    expect(faultsOf({ subject: '{{ a | nonsense }}', body: '' })).toMatchObject([{ place: 'subject' }]);
    expect(faultsOf({ subject: '{{ request.number }}', body: '{{ salutation }}' })).toEqual([]);
  });

  it('lists its placeholders', () => {
    expect(placeholdersOf('{{ salutation }} {% if order.number %}{{ customer.name }}{% endif %}')).toEqual([
      'salutation',
      'order.number',
      'customer.name',
    ]);
  });

  it('leaves no code in the text whatever values are there', () => {
    const paths = fc.subarray(['customer.name', 'order.number', 'order.total', 'promise.at', 'agent.name']);
    const some = fc.dictionary(
      fc.constantFrom('customer', 'order', 'promise', 'agent'),
      fc.dictionary(fc.constantFrom('name', 'number', 'total', 'at'), fc.oneof(fc.string(), fc.constant(null), fc.integer())),
    );
    fc.assert(
      fc.property(paths, some, (names, given) => {
        const { text, missing } = renderAnswer({
          subject: '',
          body: names.map((name) => `[{{ ${name} }}]`).join(' '),
          values: given,
          language: 'en',
        });
        for (const name of missing) expect(text).toContain(`⟦${name}⟧`);
        expect(text).not.toMatch(/\[object|undefined|NaN/);
      }),
    );
  });
});

describe('the salutation', () => {
  it.each([
    [{ familyName: 'Müller', salutation: 'frau' as const, title: 'Dr.' }, 'Sehr geehrte Frau Dr. Müller,', 'Dear Dr. Müller,'],
    [{ familyName: 'Schmidt', salutation: 'herr' as const }, 'Sehr geehrter Herr Schmidt,', 'Dear Mr Schmidt,'],
    [{ name: 'Kim Yılmaz' }, 'Guten Tag Kim Yılmaz,', 'Dear Kim Yılmaz,'],
    [{ givenName: 'Kim', familyName: 'Yılmaz' }, 'Guten Tag Kim Yılmaz,', 'Dear Kim Yılmaz,'],
    [{}, 'Guten Tag,', 'Hello,'],
    [{ name: 'petra@web.example' }, 'Guten Tag,', 'Hello,'],
    [{ name: 'Win at www.spam.example', salutation: 'frau' as const }, 'Guten Tag,', 'Hello,'],
  ])('of %j fits', (person, de, en) => {
    expect(salutationOf(person, 'de')).toBe(de);
    expect(salutationOf(person, 'en')).toBe(en);
  });
});
