import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../domain/process/types.ts';
import { localiseForm } from '../../../web/request/localise-form.ts';

const complaint = JSON.parse(readFileSync(new URL('../../../config/forms/complaint.form', import.meta.url), 'utf8')) as Json;

describe('form in the chosen language', () => {
  test('stays as drawn in German', () => {
    expect(localiseForm(complaint, 'de')).toBe(complaint);
  });

  test('takes the English texts of labels, choices, dates and paragraphs', () => {
    const form = JSON.stringify(localiseForm(complaint, 'en'));
    expect(form).toContain('"label":"Order number"');
    expect(form).toContain('"label":"Send a replacement"');
    expect(form).toContain('"dateLabel":"Customer\'s own deadline"');
    expect(form).not.toContain('"label":"Bestellnummer"');
  });

  test('keeps a text that has no translation', () => {
    expect(localiseForm({ label: 'Nur deutsch', properties: {} }, 'en')).toEqual({ label: 'Nur deutsch', properties: {} });
  });
});
