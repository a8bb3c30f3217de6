import type { Station } from '../floor.ts';
import type { Served, ServedTask } from './served.ts';

/** Where a request was for a time. Epoch milliseconds. */
export interface Span {
  from: number;
  to: number;
  where: 'in-line' | 'with-agent' | 'worked-on' | 'expert' | 'customer' | 'nowhere';
  agent: string | null;
  task: ServedTask | null;
  /** In line: as it lay there. */
  line?: (Station['line'] & { since: number }) | undefined;
}

const WHERE: Readonly<Record<Station['what'], Span['where'] | null>> = {
  waiting: 'in-line',
  given: 'with-agent',
  begun: 'worked-on',
  interrupted: 'with-agent',
  resting: 'expert',
  done: null,
  withdrawn: null,
};

/** The way of a request between two instants, without gaps: by its tasks' stations, and by its waiting for the customer. */
export function spansOf(request: Served, from: number, to: number): Span[] {
  const spans = [...request.tasks.flatMap(spansOfTask), ...waitsForCustomer(request)]
    .filter((span) => span.from < to && span.to > from)
    .toSorted((a, b) => a.from - b.from);
  const way: Span[] = [];
  let at = from;
  for (const span of spans) {
    if (span.from > at) way.push({ from: at, to: span.from, where: 'nowhere', agent: null, task: null });
    const begin = Math.max(at, span.from);
    const end = Math.min(to, span.to);
    if (end <= begin) continue;
    way.push({ ...span, from: begin, to: end });
    at = end;
  }
  if (at < to) way.push({ from: at, to, where: 'nowhere', agent: null, task: null });
  return way;
}

function spansOfTask(task: ServedTask): Span[] {
  return task.stations.flatMap(({ at, what, agent, line }, index) => {
    const where = WHERE[what];
    const to = task.stations[index + 1]?.at ?? Infinity;
    return where === null ? [] : [{ from: at, to, where, agent, task, line: line && { ...line, since: at } }];
  });
}

function waitsForCustomer({ clocks }: Served): Span[] {
  const spans: Span[] = [];
  let since: number | null = null;
  for (const move of clocks?.moves ?? []) {
    const at = Date.parse(move.at);
    if (move.type === 'wait-begun' && move.for === 'customer') since = at;
    else if (
      since !== null &&
      (move.type === 'customer-replied' || move.type === 'resolved' || (move.type === 'wait-ended' && move.for === 'customer'))
    ) {
      spans.push({ from: since, to: at, where: 'customer', agent: null, task: null });
      since = null;
    }
  }
  return spans;
}
