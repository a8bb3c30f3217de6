import { createHash } from 'node:crypto';
import { FeelDate, type FeelDateTime, parseDateTime } from 'feelin';
import type { Evaluation } from './build.ts';
import type { Builtin } from './functions.ts';

/** Functions that ask the world: here they ask the event, so that a replay gives the same answers. */
export const CLOCK_FUNCTIONS: Record<string, Builtin> = {
  now: { parameters: [], call: (_args, evaluation) => instant(evaluation) },
  today: { parameters: [], call: (_args, evaluation) => today(evaluation) },
  uuid: { parameters: [], call: (_args, evaluation) => uuid(digest(evaluation)) },
  'random number': {
    parameters: [],
    call: (_args, evaluation) => Number.parseInt(digest(evaluation).slice(0, 13), 16) / 2 ** 52,
  },
};

function instant(evaluation: Evaluation): FeelDateTime {
  const at = parseDateTime(evaluation.at);
  if (!at) throw new Error(`the event's instant "${evaluation.at}" is none`);
  return at;
}

/** The day at the event's instant in the zone of the tenant's calendars. */
function today(evaluation: Evaluation): FeelDate {
  const utc = instant(evaluation).unwrap().toZonedDateTime('UTC');
  return new FeelDate(utc.withTimeZone(evaluation.zone ?? 'UTC').toPlainDate());
}

function digest(evaluation: Evaluation): string {
  return createHash('sha256').update(evaluation.seed()).digest('hex');
}

/** Version 8 (RFC 9562): the bits are our own. */
function uuid(hex: string): string {
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20, 32)].join('-');
}
