import type { ClockName } from '../../service-level/clocks.ts';
import type { Cause, Part } from './explain.ts';

export type Language = 'de' | 'en';

/** How a breach is told. All spans and times are words already. */
interface Phrases {
  /** Pattern of luxon; ends with the time of day. */
  time: string;
  hour: string;
  head: (told: { clock: ClockName; due: string; given: string; minutes: string }) => string;
  stoodStill: (span: string) => string;
  rest: (span: string) => string;
  times: (count: number, first: string) => string;
  /** Goes on after the span that the cause took. */
  causes: Readonly<Record<Cause, (part: Part, when: string) => string>>;
}

const CLOCKS: Readonly<Record<Language, Readonly<Record<ClockName, string>>>> = {
  de: { first: 'erste Antwort', next: 'nächste Antwort', resolution: 'Lösung' },
  en: { first: 'first response', next: 'next response', resolution: 'resolution' },
};

const de: Phrases = {
  time: 'ccc, d. LLL HH:mm',
  hour: 'Std.',
  head: ({ clock, due, given, minutes }) => `${CLOCKS.de[clock]} fällig ${due}, erfolgt ${given}. Von ${minutes}`,
  stoodStill: (span) => ` (und ${span}, in denen die Uhr stand)`,
  rest: (span) => `${span} in kürzeren Stücken`,
  times: (count, first) => `${count}-mal ab ${first}`,
  causes: {
    'nobody-able': ({ who }) => `in der Reihe, weil niemand, der sie bekommen darf, ${who} hat`,
    'nobody-there': ({ who, able }, when) =>
      able === 1
        ? `in der Reihe, weil der einzige Agent mit ${who} nicht da war (${when})`
        : `in der Reihe, weil keiner der ${able} Agenten mit ${who} da war (${when})`,
    'on-break': ({ who, able }) =>
      able > 0 ? `in der Reihe, während alle Anwesenden mit ${who} Pause hatten` : `in der Pause von ${who}, der sie hatte`,
    busy: ({ who, able, before }) =>
      `in der Reihe, während alle Anwesenden der ${able} Agenten mit ${who} voll waren (sie bekamen ${before} andere Aufgaben)`,
    'in-hand': ({ who }) => `bei ${who} hinter anderer Arbeit`,
    'worked-on': () => 'in Arbeit',
    expert: () => 'in Ruhe während einer Rückfrage',
    customer: () => 'im Warten auf den Kunden',
    kept: ({ who }) => `für ${who} aufgehoben, der kurz weg war`,
    round: () => 'bis zum nächsten Rundgang',
    idle: ({ who }, when) => `in der Reihe, obwohl ein Agent mit ${who} Platz hatte (${when})`,
    unknown: (_part, when) => `aus unbekanntem Grund (${when})`,
  },
};

const en: Phrases = {
  time: 'ccc d LLL HH:mm',
  hour: 'h',
  head: ({ clock, due, given, minutes }) => `${CLOCKS.en[clock]} due ${due}, given ${given}. Of ${minutes}`,
  stoodStill: (span) => ` (and ${span} in which the clock stood still)`,
  rest: (span) => `${span} of shorter ones`,
  times: (count, first) => `${count} times from ${first} on`,
  causes: {
    'nobody-able': ({ who }) => `in line because nobody who may get it has ${who}`,
    'nobody-there': ({ who, able }, when) =>
      able === 1
        ? `in line because the only agent with ${who} was not there (${when})`
        : `in line because none of the ${able} agents with ${who} was there (${when})`,
    'on-break': ({ who, able }) =>
      able > 0 ? `in line while those with ${who} who were there had a break` : `while ${who}, who had it, had a break`,
    busy: ({ who, able, before }) =>
      `in line while all of the ${able} agents with ${who} who were there were full (they were given ${before} other tasks)`,
    'in-hand': ({ who }) => `with ${who} behind other work`,
    'worked-on': () => 'being worked on',
    expert: () => 'at rest while an expert was asked',
    customer: () => 'while the customer was asked',
    kept: ({ who }) => `kept for ${who}, who was away for a moment`,
    round: () => 'until the next round of the floor',
    idle: ({ who }, when) => `in line though an agent with ${who} had room (${when})`,
    unknown: (_part, when) => `of unknown cause (${when})`,
  },
};

export const PHRASES: Readonly<Record<Language, Phrases>> = { de, en };
