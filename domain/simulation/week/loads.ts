import type { Load } from '../../service-level/expected-time.ts';
import type { Floor } from '../floor.ts';
import type { ServedTask } from './served.ts';

const PERIOD = 7 * 86_400_000;
const MEASURED_EVERY = 300_000;

/** How much work of a topic waits and how fast it goes: measured as db/topic-load.ts does it. */
export class TopicLoads {
  private readonly floor: Floor<ServedTask>;
  private readonly ends = new Map<string | null, number[]>();
  private readonly measured = new Map<string | null, { at: number; load: Load }>();

  constructor(floor: Floor<ServedTask>) {
    this.floor = floor;
  }

  done(topic: string | null, at: number): void {
    const ends = this.ends.get(topic) ?? [];
    this.ends.set(topic, ends);
    ends.push(at);
  }

  of(topic: string | null, at: number): Load {
    const known = this.measured.get(topic);
    if (known && at - known.at < MEASURED_EVERY) return known.load;
    const load: Load = {
      waiting: [...this.floor.waiting].filter((task) => task.topic === topic).length,
      done: (this.ends.get(topic) ?? []).filter((end) => end > at - PERIOD).length,
      since: new Date(at - PERIOD).toISOString(),
      measuredAt: new Date(at).toISOString(),
      handlingMinutes: null,
      agents: this.floor.present(),
    };
    this.measured.set(topic, { at, load });
    return load;
  }
}
