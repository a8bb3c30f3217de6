import { DateTime } from 'luxon';
import type { Cause, Explanation, Part } from './explain.ts';

/** Smaller parts are summed up. */
const LEAST_SHARE = 0.05;

/** Why a clock ran out, in one sentence for an operator. @param zone in which times are told */
export function inWords({ breach: { request, clock, due, at }, minutes, stoodStill, parts }: Explanation, zone: string): string {
  const told = parts.filter((part) => part.minutes >= minutes * LEAST_SHARE);
  const rest = parts.reduce((sum, part) => sum + part.minutes, 0) - told.reduce((sum, part) => sum + part.minutes, 0);
  const reasons = [...told.map((part) => wordsOf(part, zone)), ...(rest >= 1 ? [`${span(rest)} of shorter ones`] : [])];
  const [until, given] = [time(Date.parse(due), zone), time(Date.parse(at), zone)];
  const still = stoodStill >= 1 ? ` (and ${span(stoodStill)} in which the clock stood still)` : '';
  return `${request.id} (${request.kind}, ${request.customerClass}): ${CLOCK[clock]} due ${until}, given ${given}. Of ${span(minutes)}${still}: ${reasons.join('; ')}.`;
}

const CLOCK = { first: 'first response', next: 'next response', resolution: 'resolution' } as const;

function wordsOf(part: Part, zone: string): string {
  const { cause, minutes, spans } = part;
  const when =
    spans.length > 3 ? `${spans.length} times from ${time(spans[0]![0], zone)} on` : spans.map((one) => stretch(one, zone)).join(', ');
  return `${span(minutes)} ${WORDS[cause](part, when)}`;
}

const WORDS: Readonly<Record<Cause, (part: Part, when: string) => string>> = {
  'nobody-able': ({ who }) => `in line because no agent at all has ${who}`,
  'nobody-there': ({ who, able }, when) =>
    `in line because ${able === 1 ? 'the only agent' : `none of the ${able} agents`} with ${who} was ${able === 1 ? 'not ' : ''}there (${when})`,
  'on-break': ({ who, able }) =>
    able > 0 ? `in line while those with ${who} who were there had a break` : `while ${who}, who had it, had a break`,
  busy: ({ who, able, before }) =>
    `in line while all of the ${able} agents with ${who} who were there were full (they were given ${before} other tasks)`,
  'in-hand': ({ who }) => `with ${who} behind other work`,
  'worked-on': () => 'being worked on',
  expert: () => 'at rest while an expert was asked',
  customer: () => 'while the customer was asked',
  idle: ({ who }, when) => `in line though an agent with ${who} had room (${when})`,
  unknown: (_part, when) => `of unknown cause (${when})`,
};

function stretch([from, to]: [number, number], zone: string): string {
  const [begin, end] = [time(from, zone), time(to, zone)];
  const day = begin.slice(0, -5);
  return end.startsWith(day) ? `${begin}–${end.slice(day.length)}` : `${begin} – ${end}`;
}

const time = (at: number, zone: string): string => DateTime.fromMillis(at, { zone, locale: 'en-GB' }).toFormat('ccc d LLL HH:mm');

function span(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  return whole % 60 === 0 ? `${Math.floor(whole / 60)} h` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
}
