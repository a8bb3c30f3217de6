import { expect, test } from 'vitest';
import { digestDay } from '../../../domain/digest/due.ts';
import { type Digest, digestText, isEmpty } from '../../../domain/digest/text.ts';
import type { Calendar, Opening } from '../../../domain/service-level/calendar.ts';

const OFFICE: Opening[] = [['08:00', '18:00']];
const office: Calendar = {
  timeZone: 'Europe/Berlin',
  opening: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE },
  holidays: { dates: ['2026-11-25'] },
  overrides: {},
};

test.each([
  { what: 'before the hour', now: '2026-11-24T05:59:00.000Z', date: null },
  { what: 'from the hour on', now: '2026-11-24T06:00:00.000Z', date: '2026-11-24' },
  { what: 'later that day, where the hour was missed', now: '2026-11-24T22:59:00.000Z', date: '2026-11-24' },
  { what: 'on a holiday', now: '2026-11-25T06:00:00.000Z', date: null },
  { what: 'on a Saturday', now: '2026-11-28T06:00:00.000Z', date: null },
  { what: 'on the day after the clocks changed', now: '2026-10-26T06:00:00.000Z', date: '2026-10-26' },
])('the digest of seven o’clock, $what', ({ now, date }) => {
  expect(digestDay(office, 7, now)?.date ?? null).toBe(date);
});

const none: Digest = { overdue: [], today: [], promises: [], back: [], told: [], lead: null };
const entry = { request: 'r1', number: 'V-2026-000001', subject: 'Paket', at: '2026-11-24T12:00:00Z' };
const reader = { name: 'Nora', timeZone: 'Europe/Berlin', appUrl: 'https://desk.example' };

test('a digest names what there is, with its time in the reader’s language, and leaves out the rest', () => {
  const digest = { ...none, overdue: [{ ...entry, at: '2026-11-23T12:00:00Z' }], today: [entry] };
  const { subject, text } = digestText(digest, { ...reader, language: 'de' });
  expect(subject).toBe('Ihr Tag: Überfällig 1, Heute fällig 1');
  expect(text).toContain('- 23. November 2026, 13:00 Uhr  Paket (V-2026-000001)\n  https://desk.example/requests/r1');
  expect(text).toContain('- 13:00 Uhr  Paket');
  expect(text).not.toContain('zugesagt');
  expect(digestText(digest, { ...reader, language: 'en' }).text).toContain('Good morning Nora,');
});

test('a long list is cut and says how much is left; nothing to do is no digest', () => {
  const { text } = digestText({ ...none, back: Array.from({ length: 20 }, () => entry) }, { ...reader, language: 'de' });
  expect(text).toContain('Heute wieder vorgelegt (20)');
  expect(text).toContain('- und noch 5');
  expect([isEmpty(none), isEmpty({ ...none, back: [entry] })]).toEqual([true, false]);
});

test('a lead reads how the topics stand, and who is away with work; where all is well nothing of it', () => {
  const counts = { breached: 2, risk: 0, waiting: 14, broken: 1, promised: 0, idle: 0 };
  const lead = { topics: ['Versand', 'Konto'], counts, absent: [{ name: 'Nora', tasks: 3 }] };
  const { subject, text } = digestText({ ...none, told: [{ ...entry, kind: 'reply' }], lead }, { ...reader, language: 'de' });
  expect(subject).toBe('Ihr Tag: Noch nicht gelesen 1, Stand der Themen');
  expect(text).toContain('- Kunde hat geantwortet:  Paket (V-2026-000001)');
  expect(text).toContain(
    'Ihre Themen (Versand, Konto)\n- Frist überschritten: 2\n  https://desk.example/board/breached\n- Wartet auf jemanden: 14',
  );
  expect(text).toContain('- Abwesend, mit offenen Aufgaben: Nora (3)');
  expect(text).not.toContain('in Gefahr');
  const well = { ...lead, counts: { ...counts, breached: 0, waiting: 0, broken: 0 }, absent: [] };
  expect(isEmpty({ ...none, lead: well })).toBe(true);
  expect(isEmpty({ ...none, lead })).toBe(false);
});
