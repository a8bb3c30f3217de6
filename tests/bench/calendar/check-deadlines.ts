import type { Client } from '@temporalio/client';
import { asTenant } from '../../../db/client.ts';
import { position, variablesAt } from '../../../domain/process/position.ts';
import { addWorkingTime } from '../../../domain/service-level/calendar.ts';
import { type Calendars, deadlinesAt, levelOf, type RequestClocks } from '../../../domain/service-level/request-clocks.ts';
import { requestWorkflowId } from '../../../workflows/contracts.ts';
import type { House } from '../../house/house.ts';

interface Given {
  house: House;
  client: Client;
  tenant: string;
  calendars: Calendars;
}

/** Temporal counts a timer from when it takes the workflow's answer in: never early, and as late as a busy machine is slow. Milliseconds. */
const latest = 15_000;
const atOnce = 10;

/** Every open request against the pure calculation: its columns, its tasks, the process's timers, and the timer that runs in Temporal. */
export async function checkDeadlines(given: Given): Promise<{ right: number; wrong: string[]; moved: number }> {
  const { house, tenant } = given;
  const requests = await asTenant(house.db, tenant, (trx) =>
    trx.selectFrom('request').selectAll().where('status', 'in', ['open', 'waiting']).execute(),
  );
  const wrong: string[] = [];
  let moved = 0;
  const queue = [...requests];
  const work = async () => {
    for (let request = queue.shift(); request; request = queue.shift()) {
      const faults = await faultsOf(given, request);
      if (faults.length > 0) wrong.push(`${request.number}: ${faults.join('; ')}`);
      else if (request.clocks && isMoved(request.clocks, given.calendars)) moved += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { right: requests.length - wrong.length, wrong, moved };
}

type Row = Awaited<ReturnType<typeof rows>>[number];
const rows = ({ house, tenant }: Given) => asTenant(house.db, tenant, (trx) => trx.selectFrom('request').selectAll().execute());

async function faultsOf(given: Given, request: Row): Promise<string[]> {
  const { clocks, state } = request;
  if (!clocks || !state) return ['has no clocks'];
  const due = deadlinesAt(clocks.moves, given.calendars, clocks.moves.at(-1)?.at ?? '');
  const differs = (what: string, is: Date | string | null | undefined, wanted: string | null) =>
    (is ? new Date(is).toISOString() : null) === wanted ? [] : [`${what} is ${String(is)} instead of ${String(wanted)}`];
  const level = levelOf(clocks.moves);
  const target = level.policy.targets[level.priority]?.first ?? 0;
  // Where nothing but the arrival has moved the clock, it is nothing but working time after it.
  const isNew = clocks.moves.length === 1;
  const simple = addWorkingTime(given.calendars[level.calendar]!, request.created_at.toISOString(), target);
  const tasks = await asTenant(given.house.db, given.tenant, (trx) =>
    trx
      .selectFrom('task')
      .select(['due_at', 'at_risk_at'])
      .where('request', '=', request.id)
      .where('state', 'in', ['waiting', 'assigned'])
      .execute(),
  );
  const at = position(state);
  const timers = new Map(at.timers.map((timer) => [timer.element, timer.at]));
  const [token] = at.tasks;
  const told = token ? (variablesAt(state, token.activation).deadlines as Record<string, string | null>) : null;
  const now = new Date().toISOString();
  const ahead = (instant: string | null) => (instant !== null && instant > now ? instant : null);
  return [
    ...(isNew ? differs('first response', due.firstResponseAt, simple) : []),
    ...(due.firstResponseAt ? differs('the response’s column', request.first_response_due_at, due.firstResponseAt) : []),
    ...differs('the resolution’s column', request.resolution_due_at, due.resolutionAt),
    ...differs('the column at risk', request.at_risk_at, due.atRiskAt),
    ...tasks.flatMap((task) => [...differs('a task', task.due_at, due.dueAt), ...differs('a task at risk', task.at_risk_at, due.atRiskAt)]),
    ...(token ? differs('the process’s deadline', told?.['dueAt'], due.dueAt) : []),
    ...(token ? differs('the timer at the deadline', timers.get('deadline-reached') ?? null, ahead(due.dueAt)) : []),
    ...(token ? differs('the timer at risk', timers.get('at-risk') ?? null, ahead(due.atRiskAt)) : []),
    ...(await alarmFaults(given.client, request)),
  ];
}

/** The one timer that a request has in Temporal. */
async function alarmFaults(client: Client, { id, next_timer_at: wanted }: Row): Promise<string[]> {
  const { events } = await client.workflow.getHandle(requestWorkflowId(id)).fetchHistory();
  const running = new Map<string, number>();
  for (const {
    eventTime,
    timerStartedEventAttributes: started,
    timerFiredEventAttributes: fired,
    timerCanceledEventAttributes: ended,
  } of events ?? []) {
    if (started?.timerId) {
      const { seconds, nanos } = started.startToFireTimeout ?? {};
      const began = Number(eventTime?.seconds ?? 0) * 1000 + (eventTime?.nanos ?? 0) / 1e6;
      running.set(started.timerId, began + Number(seconds ?? 0) * 1000 + (nanos ?? 0) / 1e6);
    }
    const over = fired?.timerId ?? ended?.timerId;
    if (over) running.delete(over);
  }
  const times = [...running.values()];
  if (!wanted) return times.length === 0 ? [] : ['a timer runs in Temporal though nothing is due'];
  if (times.some((time) => time > wanted.getTime() - 1000 && time < wanted.getTime() + latest))
    return times.length === 1 ? [] : ['two timers run in Temporal'];
  return [
    `Temporal’s timer rings at ${times.map((time) => new Date(time).toISOString()).join(', ') || 'never'} instead of ${wanted.toISOString()}`,
  ];
}

/** Whether its next deadline is another one than by the calendar's first version. */
function isMoved({ moves, told }: RequestClocks, calendars: Calendars): boolean {
  const before = Object.fromEntries(Object.entries(calendars).map(([key, { next: _next, ...first }]) => [key, first]));
  return deadlinesAt(moves, before, moves.at(-1)?.at ?? '').dueAt !== told.dueAt;
}
