import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { figuresOf, type WeekFigures } from '../../domain/simulation/week/figures.ts';
import { runWeek } from '../../domain/simulation/week/run-week.ts';
import { inWords } from '../../domain/simulation/week/words.ts';
import type { World } from '../../domain/simulation/week/world.ts';
import { percent } from './percent.ts';
import { shippedRules } from './shipped-rules.ts';

/**
 * `npm run simulate -- week [--seed N]… [--from DATE] [--days N] [--requests N] [--agents N] [--half-day DATE] [--lang de] [--all]`: the requests of some days in the shipped processes,
 * followed until each is over. By default a week that holds Good Friday and the change to summer time. On the half day,
 * the fourth day unless another is named (`none`: no day), work ends at 13:00; that is decided the day before at 15:00. `--all`: every breach is told, not one of each cause.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', multiple: true, default: ['1'] },
    from: { type: 'string', default: '2027-03-22' },
    days: { type: 'string', default: '7' },
    requests: { type: 'string', default: '5000' },
    agents: { type: 'string', default: '45' },
    'half-day': { type: 'string' },
    lang: { type: 'string', default: 'en' },
    all: { type: 'boolean', default: false },
  },
});
const [days, requests, agents] = [Number(values.days), Number(values.requests), Number(values.agents)];
const year = Number(values.from.slice(0, 4));
const rules = await shippedRules([year, year + 1]);
const zone = rules.hours.timeZone;
const from = DateTime.fromISO(values.from, { zone });
if (!from.isValid) throw new Error(`--from "${values.from}" is no date; write it as 2027-03-22.`);
if (values.lang !== 'de' && values.lang !== 'en') throw new Error(`--lang "${values.lang}": explanations are in de or en.`);
const words = { zone, language: values.lang } as const;
const date = values['half-day'] ?? from.plus({ days: 3 }).toISODate();
const halfDay = date === 'none' ? null : { calendar: 'business', date, closesAt: '13:00', announcedAt: '15:00' };
if (halfDay && !DateTime.fromISO(date, { zone }).isValid)
  throw new Error(`--half-day "${date}" is no date; write it as 2027-03-25, or none.`);

console.log(`${days} days from ${values.from} on (${special().join(', ')}), ${agents} agents.`);
const total = { broken: 0, breaches: 0, explained: 0 };
for (const seed of values.seed.map(Number)) {
  const started = performance.now();
  const world = runWeek({ ...rules, seed, from: from.toMillis(), days, requests, agents, halfDay });
  const figures = figuresOf(world);
  total.broken += figures.brokenInSilence;
  total.breaches += figures.explanations.length;
  total.explained += figures.explanations.filter(({ isExplained }) => isExplained).length;
  for (const line of [...world.calendarChanges.map(changed), ...report(figures)]) console.log(line);
  console.log(`Seed ${seed}: ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
}
console.log(`${total.broken} promises broken without a notice; ${total.breaches} breaches, ${total.explained} explained`);
if (total.broken > 0 || total.explained < total.breaches) process.exitCode = 1;

/** Days on which nobody works by the calendar, and a change of the clock. */
function special(): string[] {
  const dates = Array.from({ length: days }, (_, n) => from.plus({ days: n }));
  const off = dates.filter((day) => rules.hours.holidays.dates.includes(day.toISODate() ?? '')).map((day) => `holiday ${day.toISODate()}`);
  const clock = dates.filter((day) => day.offset !== day.plus({ days: 1 }).offset).map((day) => `clock changes ${day.toISODate()}`);
  const half = halfDay ? [`${halfDay.date} ends at ${halfDay.closesAt}`] : [];
  return off.length + clock.length > 0 ? [...off, ...clock, ...half] : ['no holiday', ...half];
}

function changed({ at, requests: open, later, earlier, newlyMissed }: World['calendarChanges'][number]): string {
  const when = DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  return `${when} the calendar changes: of ${open} open requests the next deadline of ${later} comes later, of ${earlier} earlier; ${newlyMissed} missed by that`;
}

function report(figures: WeekFigures): string[] {
  const { promises, breaches, explanations } = figures;
  const told = values.all ? explanations : oneOfEach(figures);
  return [
    `${figures.requests} requests (${figures.followUps} from customers who came back), ${figures.tasks} tasks, ${figures.events} events; ${figures.replies} replies, ${figures.asked} questions to experts, ${figures.raised} raised; ${figures.distribution.kept} tasks kept for their owner, ${figures.distribution.declined} declined, ${figures.distribution.overflowed} overflowed to the other team; ${figures.open} still open, ${figures.incidents.length} incidents${figures.incidents.length > 0 ? `, e.g. ${figures.incidents[0]}` : ''}`,
    `first response in time: ${Object.entries(figures.byClass)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, one]) => `${name} ${percent(one.inTime, one.requests)}`)
      .join(', ')}`,
    `promises: ${promises.kept} kept, ${promises.renewed} renewed by ${figures.notices} interim notices, ${promises.cancelled} cancelled, ${promises.broken} broken (${figures.brokenInSilence} without a notice), ${promises.open} open; ${figures.withheld} mails withheld; longest silence ${(figures.silence / 3_600_000).toFixed(1)} h`,
    `breaches: first response ${breaches.first}, next response ${breaches.next}, resolution ${breaches.resolution}; mostly ${Object.entries(
      figures.causes,
    )
      .toSorted(([, a], [, b]) => b - a)
      .map(([cause, count]) => `${cause} ${count}`)
      .join(', ')}`,
    ...told.map((one) => `  ${inWords(one, words)}`),
  ];
}

function oneOfEach({ explanations }: WeekFigures): WeekFigures['explanations'] {
  const found = new Map(explanations.toReversed().map((one) => [one.isExplained ? one.parts[0]?.cause : 'unknown', one]));
  return [...found.values()];
}
