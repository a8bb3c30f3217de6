import { type Static, Type } from 'typebox';
import type { Opening } from '../../domain/service-level/calendar.ts';
import type { WrittenCalendar } from '../../domain/service-level/calendar-rule.ts';
import { contracts, Id, Instant, Key, list, nullable, oneOf, Person, Titles } from '../contract.ts';

const readers = ['lead', 'designer', 'administrator'] as const;

const Time = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });
const Openings = Type.Unsafe<Opening[]>(Type.Array(Type.Tuple([Time, Time]), { maxItems: 10 }));
const date = '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$';

const Written = Type.Unsafe<WrittenCalendar>(
  Type.Object(
    {
      timeZone: Type.String({ minLength: 1, maxLength: 60 }),
      /** By ISO weekday; one that is missing is closed. */
      opening: Type.Record(Type.String({ pattern: '^[1-7]$' }), Openings),
      region: nullable(Type.String({ maxLength: 20 })),
      /** Days of its own by their local date; an empty one is closed. */
      overrides: Type.Record(Type.String({ pattern: date }), Openings, { maxProperties: 1000 }),
    },
    { additionalProperties: false },
  ),
);

const Version = Type.Object({
  number: Type.Integer(),
  /** Null: from the beginning. */
  validFrom: nullable(Instant),
  calendar: Written,
  reason: Type.String(),
  by: nullable(Person),
  createdAt: Instant,
});

export type CalendarItem = Static<typeof CalendarItem>;
export const CalendarItem = Type.Object({
  key: Type.String(),
  title: Titles,
  /** Newest first. */
  versions: Type.Array(Version),
  /** Open requests that count by it. */
  requests: Type.Integer(),
});

const Day = Type.Object({
  date: Type.String(),
  opening: Openings,
  by: oneOf(['week', 'holiday', 'own'] as const),
  holiday: nullable(Titles),
});

export type CalendarEffect = Static<typeof Effect>;
export const Effect = Type.Object({
  requests: Type.Integer(),
  earlier: Type.Integer(),
  later: Type.Integer(),
  newlyMissed: Type.Integer(),
  noLongerMissed: Type.Integer(),
});

const ByKey = Type.Object({ key: Key });
/** Null: at once. */
const ValidFrom = nullable(Instant);

export const calendarContracts = contracts({
  'GET /api/calendars': { access: readers, summary: 'Calendars with all their versions', reply: list(CalendarItem) },
  'POST /api/calendars/year': {
    access: readers,
    summary: 'Every day of a year as a calendar that is being written has it',
    body: Type.Object({ calendar: Written, year: Type.Integer({ minimum: 1990, maximum: 2100 }) }),
    reply: list(Day),
    problems: ['calendar-invalid'],
  },
  'POST /api/calendars/:key/preview': {
    access: readers,
    summary: 'What a new version would do to the requests that are open now',
    params: ByKey,
    body: Type.Object({ calendar: Written, validFrom: ValidFrom }),
    reply: Effect,
    problems: ['calendar-invalid'],
  },
  'PUT /api/calendars/:key': {
    access: ['administrator'],
    summary: 'A new calendar, or a new version of one: open requests are counted anew, what was counted stays',
    params: ByKey,
    idempotent: true,
    body: Type.Object({
      title: Type.Object({ de: Type.String({ minLength: 1, maxLength: 200 }), en: Type.String({ minLength: 1, maxLength: 200 }) }),
      calendar: Written,
      validFrom: ValidFrom,
      reason: Type.String({ maxLength: 500 }),
      /** Number of the version that was changed; 0: a new calendar. */
      version: Type.Integer({ minimum: 0 }),
    }),
    reply: Type.Object({
      number: Type.Integer(),
      /** Counts the open requests anew; null: nothing counts by a new calendar yet. */
      batch: nullable(Id),
      requests: Type.Integer(),
    }),
    problems: ['calendar-invalid', 'version-conflict', 'already-exists'],
  },
});
