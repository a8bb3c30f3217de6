import type { SimulatedRequest } from '../../process/simulate/request.ts';
import type { ActivationId, Command } from '../../process/types.ts';
import type { Instant } from '../../service-level/calendar.ts';
import type { ClockName } from '../../service-level/clocks.ts';
import type { ClockMove, Deadlines } from '../../service-level/request-clocks.ts';
import type { FloorTask } from '../floor.ts';
import { nobodyTold, type Told } from './told.ts';

/** A request of the week: its process, its clocks, what its customer was told, and its tasks. */
export interface Served {
  id: string;
  kind: string;
  customerClass: string;
  arrival: Instant;
  /** The request that was over when its customer wrote again. */
  follows: Served | null;
  engine: SimulatedRequest;
  clocks: { moves: ClockMove[]; told: Deadlines; after: number | null } | null;
  customer: Told;
  /** All it ever had. */
  tasks: ServedTask[];
  breaches: Breach[];
  /** A lead has put its tasks before all others. */
  raised: boolean;
  raisedByLead: boolean;
  /** Who completed its last form, and who had its last task. */
  lastForm: string | null;
  lastAgent: string | null;
  topic: string | null;
  incidents: string[];
  /** Counts what its next alarm was planned by: an older plan is void. */
  plan: number;
}

export interface ServedTask extends FloorTask {
  activation: ActivationId;
  element: string;
  request: Served;
  asked: number;
}

/** A clock that ran out. */
export interface Breach {
  request: Served;
  clock: ClockName;
  from: Instant;
  due: Instant;
  /** When it was answered or solved at last. */
  at: Instant;
}

type Begun = Pick<Served, 'id' | 'kind' | 'customerClass' | 'arrival' | 'follows' | 'engine'>;

export function newRequest(begun: Begun): Served {
  return {
    ...begun,
    clocks: null,
    customer: nobodyTold(begun.arrival),
    tasks: [],
    breaches: [],
    raised: false,
    raisedByLead: false,
    lastForm: null,
    lastAgent: null,
    topic: null,
    incidents: [],
    plan: 0,
  };
}

/** @param left milliseconds of work */
export function newTask(request: Served, command: Extract<Command, { type: 'create-task' }>, left: number): ServedTask {
  const { activation, element, dueAt, groups, input } = command;
  return {
    id: `${request.id} ${activation}`,
    activation,
    element,
    request,
    asked: 0,
    customerClass: request.customerClass,
    deadline: dueAt ?? request.clocks?.told.dueAt ?? null,
    atRiskAt: request.clocks?.told.atRiskAt ?? null,
    arrival: request.arrival,
    raised: request.raised,
    skills: (input['skills'] ?? []) as unknown as ServedTask['skills'],
    excluded: (input['except'] ?? []) as string[],
    preferred: typeof input['preferred'] === 'string' ? input['preferred'] : request.lastAgent,
    topic: groups[0] ?? null,
    language: null,
    points: 1,
    left,
    stations: [],
  };
}
