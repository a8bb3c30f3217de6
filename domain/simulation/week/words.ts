import { DateTime } from 'luxon';
import type { Explanation, Part } from './explain.ts';
import { type Language, PHRASES } from './phrases.ts';

/** Smaller parts are summed up. */
const LEAST_SHARE = 0.05;

/** Why a clock ran out, in one sentence for an operator. @param zone in which times are told */
export function inWords(
  { breach, minutes, stoodStill, parts }: Explanation,
  { zone, language }: { zone: string; language: Language },
): string {
  const { request, clock, due, at } = breach;
  const phrases = PHRASES[language];
  const tell = { span: (length: number) => span(length, language), time: (instant: number) => time(instant, zone, language) };
  const told = parts.filter((part) => part.minutes >= minutes * LEAST_SHARE);
  const rest = parts.reduce((sum, part) => sum + part.minutes, 0) - told.reduce((sum, part) => sum + part.minutes, 0);
  const reasons = [
    ...told.map((part) => `${tell.span(part.minutes)} ${phrases.causes[part.cause](part, when(part, tell.time, phrases.times))}`),
    ...(rest >= 1 ? [phrases.rest(tell.span(rest))] : []),
  ];
  const still = stoodStill >= 1 ? phrases.stoodStill(tell.span(stoodStill)) : '';
  const head = phrases.head({ clock, due: tell.time(Date.parse(due)), given: tell.time(Date.parse(at)), minutes: tell.span(minutes) });
  return `${request.id} (${request.kind}, ${request.customerClass}): ${head}${still}: ${reasons.join('; ')}.`;
}

function when({ spans }: Part, tell: (at: number) => string, times: (count: number, first: string) => string): string {
  if (spans.length > 3) return times(spans.length, tell(spans[0]![0]));
  return spans.map(([from, to]) => stretch(tell(from), tell(to))).join(', ');
}

/** The day is told once. */
function stretch(begin: string, end: string): string {
  const day = begin.slice(0, -5);
  return end.startsWith(day) ? `${begin}–${end.slice(day.length)}` : `${begin} – ${end}`;
}

/** The time of day at the end, five characters. */
function time(at: number, zone: string, language: Language): string {
  return DateTime.fromMillis(at, { zone, locale: language === 'de' ? 'de' : 'en-GB' }).toFormat(PHRASES[language].time);
}

function span(minutes: number, language: Language): string {
  const hour = PHRASES[language].hour;
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  return whole % 60 === 0 ? `${Math.floor(whole / 60)} ${hour}` : `${Math.floor(whole / 60)} ${hour} ${whole % 60} min`;
}
