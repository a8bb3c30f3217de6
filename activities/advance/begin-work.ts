import type { Change } from '../../db/changes.ts';
import type { Trx } from '../../db/client.ts';
import type { EngineEvent, Passed } from '../../domain/process/types.ts';
import type { EventAnswer } from '../../workflows/contracts.ts';
import type { NewJob, RequestRow, Services, TimelineEntry, Work } from '../work.ts';

/** An event that this transaction consumed: made outside (an id that exists) or by advance itself (a row to insert). */
export interface Consumed {
  id: string;
  made: { kind: string; at: Date; key: string } | null;
  engine: EngineEvent | null;
  answer: EventAnswer | null;
}

/** Work with what is gathered until it is written back. */
export interface WorkInHand extends Work {
  patched: Partial<RequestRow>;
  entries: (TimelineEntry & { at: Date })[];
  jobs: NewJob[];
  changes: Change[];
  consumed: Consumed[];
  trail: Passed[];
  later: { request: string; event: string }[];
  last: (() => Promise<void>)[];
}

interface Given {
  trx: Trx;
  unhurried: () => Trx;
  tenant: string;
  request: RequestRow;
  services: Services;
  now: () => Date;
  isInDoubt: boolean;
  takesSavepoints: boolean;
}

export function beginWork(given: Given): WorkInHand {
  const work: WorkInHand = {
    trx: given.trx,
    tenant: given.tenant,
    services: given.services,
    isInDoubt: given.isInDoubt,
    takesSavepoints: given.takesSavepoints,
    request: { ...given.request },
    at: given.now(),
    actor: { type: 'system' },
    eventKey: '',
    get taken() {
      return work.consumed.length;
    },
    patched: {},
    entries: [],
    jobs: [],
    changes: [],
    consumed: [],
    trail: [],
    later: [],
    last: [],
    async soon(statement) {
      if (given.takesSavepoints) await statement(given.trx);
      // Its failure is told by what comes after it.
      else statement(given.unhurried()).catch(() => undefined);
    },
    patch(values) {
      Object.assign(work.patched, values);
      Object.assign(work.request, values);
    },
    timeline(entry) {
      work.entries.push({ actor: work.actor, at: work.at, ...entry } as TimelineEntry & { at: Date });
    },
    addJob(job) {
      work.jobs.push(job);
    },
    announce(change) {
      work.changes.push(change);
    },
    checkpoint() {
      const request = { ...work.request };
      const patched = { ...work.patched };
      const lengths = [work.entries.length, work.jobs.length, work.changes.length, work.later.length, work.last.length];
      return () => {
        Object.assign(work, { request, patched });
        [work.entries, work.jobs, work.changes, work.later, work.last].forEach((list, index) => list.splice(lengths[index] ?? 0));
      };
    },
    atEnd(last) {
      work.last.push(last);
    },
    deliverLater(request, event) {
      work.later.push({ request, event });
    },
  };
  return work;
}
