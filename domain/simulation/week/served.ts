import type { SimulatedRequest } from '../../process/simulate/request.ts';
import type { ActivationId } from '../../process/types.ts';
import type { Instant } from '../../service-level/calendar.ts';
import type { ClockName } from '../../service-level/clocks.ts';
import type { ClockMove, Deadlines } from '../../service-level/request-clocks.ts';
import type { FloorTask } from '../floor.ts';
import type { Told } from './told.ts';

/** A request of the week: its process, its clocks, what its customer was told, and its tasks. */
export interface Served {
  id: string;
  kind: string;
  customerClass: string;
  arrival: Instant;
  /** The request that was over when its customer wrote again. */
  follows: Served | null;
  engine: SimulatedRequest;
  clocks: { moves: ClockMove[]; told: Deadlines; after: number } | null;
  customer: Told;
  /** All it ever had. */
  tasks: ServedTask[];
  breaches: Breach[];
  /** A lead, or an escalation, has put its tasks before all others. */
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
