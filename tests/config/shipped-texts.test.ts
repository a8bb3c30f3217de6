import { beforeAll, expect, test } from 'vitest';
import { checkForm } from '../../api/definitions/check-form.ts';
import { readShipped, type Shipped } from '../../commands/provision/shipped.ts';
import { faultsOf, renderAnswer } from '../../domain/answer/render.ts';

let shipped: Shipped;

beforeAll(async () => {
  shipped = await readShipped();
});

const automatic = ['acknowledgement', 'closing', 'expert-question', 'expert-reminder', 'interim-notice', 'question-reminder'];
/** As little as the product always knows: no customer, no order. */
const least = {
  request: { number: 'V-2026-000001', subject: 'Paket' },
  customer: {},
  order: {},
  promise: { at: '2026-11-24T16:00:00.000Z' },
  tenant: { name: 'Drogerie' },
  expert: { name: 'Frau Beispiel' },
  question: { text: 'Wo?', dueAt: '2026-11-25T16:00:00.000Z', link: '{{link}}' },
  agent: { name: 'Jana' },
};

test('every standard answer exists in German and in English, at least ten of them for agents', () => {
  const keys = new Set(shipped.answers.map((answer) => answer.key));
  for (const key of keys) expect(shipped.answers.filter((one) => one.key === key).map((one) => one.language)).toEqual(['de', 'en']);
  const byHand = shipped.answers.filter((answer) => !answer.automatic && answer.language === 'de');
  expect(byHand.length).toBeGreaterThanOrEqual(10);
  expect([...keys].filter((key) => !byHand.some((one) => one.key === key)).toSorted()).toEqual(automatic);
});

test('no standard answer has a fault', () => {
  for (const answer of shipped.answers) {
    expect(faultsOf({ subject: answer.subject ?? '', body: answer.body }), `${answer.key}.${answer.language}`).toEqual([]);
  }
});

test('automatic mails need nothing that may be missing and have a subject of their own', () => {
  for (const answer of shipped.answers.filter((one) => one.automatic)) {
    expect(answer.subject, answer.key).toBeTruthy();
    const rendered = renderAnswer({ subject: answer.subject ?? '', body: answer.body, values: least, language: answer.language });
    expect(rendered.missing, answer.key).toEqual([]);
    expect(`${rendered.subject} ${rendered.text}`, answer.key).toContain('V-2026-000001');
  }
});

test('the acknowledgement names number and promised time in plain German', () => {
  const answer = shipped.answers.find((one) => one.key === 'acknowledgement' && one.language === 'de');
  const { text } = renderAnswer({ subject: '', body: answer?.body ?? '', values: least, language: 'de' });
  expect(text).toContain('V-2026-000001');
  expect(text).toContain('24. November 2026, 17:00 Uhr');
});

test('answers are offered only for kinds that exist', () => {
  const kinds = Object.keys(shipped.kinds);
  for (const answer of shipped.answers) for (const kind of answer.kinds) expect(kinds, answer.key).toContain(kind);
});

test('every form is valid and labelled in German and English', () => {
  const forms = shipped.definitions.filter((one) => one.type === 'form');
  expect(forms.map((form) => form.key).toSorted()).toEqual(['complaint', 'complaint-approval', 'complaint-decision', 'faulty-order']);
  for (const form of forms) {
    expect(checkForm(form.source, form.key)).toEqual([]);
    const { components } = JSON.parse(form.source) as { components: Record<string, unknown>[] };
    for (const component of components) {
      const properties = component['properties'] as Record<string, string>;
      expect(component['label'] ?? component['text'] ?? component['dateLabel'], String(component['id'])).toBeTruthy();
      expect(properties['labelEn'] ?? properties['textEn'], String(component['id'])).toBeTruthy();
    }
  }
});
