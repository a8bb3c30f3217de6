import { sql } from 'kysely';
import type { Lacking } from '../domain/routing/lacking.ts';
import type { Trx } from './client.ts';
import { inLine, lineKeys } from './routing-order.ts';

export interface Place {
  customerClass: string;
  deadline: Date | null;
  arrival: Date;
  raised: boolean;
  escalated: boolean;
  /** Number of the request of the same customer with which its owner got it. */
  togetherWith: string | null;
  isWaiting: boolean;
  /** How many of its topic come before it, and how many wait. */
  before: number;
  waiting: number;
  /** Usual minutes of a task of its topic, and people at work on it, as last measured; null where that is not known. */
  handlingMinutes: number | null;
  agents: number | null;
  /** For whom it is kept, and until when. */
  reservedFor: { id: string; name: string } | null;
  reservedUntil: Date | null;
  overflowedAt: Date | null;
  lacking: Lacking | null;
}

/** Where a task stands among those of its topic. */
export async function placeOf(trx: Trx, task: string): Promise<Place | null> {
  const { rows } = await sql<Place>`
    with this as (select t.*, ${lineKeys} from task t cross join routing_policy p where t.id = ${task}),
      line as (select t.id, ${lineKeys} from task t cross join routing_policy p where ${inLine} and t.topic is not distinct from (select topic from this))
    select this.customer_class as "customerClass", this.due_at as deadline, this.arrived_at as arrival, this.raised_at is not null as raised, this.escalated_at is not null as escalated,
      (select w.number from request w where w.id = this.together_with and this.state = 'assigned') as "togetherWith", this.state = 'waiting' as "isWaiting",
      (select count(*)::int from line where (line.s1, line.s2, line.s3, line.s4, line.s5, line.id) < (this.s1, this.s2, this.s3, this.s4, this.s5, this.id)) as before,
      (select count(*)::int from line) as waiting, l.handling_minutes as "handlingMinutes", l.agents,
      case when this.reserved_until > now() then json_build_object('id', o.id, 'name', o.name) end as "reservedFor",
      case when this.reserved_until > now() then this.reserved_until end as "reservedUntil", this.overflowed_at as "overflowedAt", alarm.lacking
    from this left join topic_load l on l.topic = coalesce(this.topic, '') left join account o on o.id = this.preferred left join routing_alarm alarm on alarm.task = this.id`.execute(
    trx,
  );
  return rows[0] ?? null;
}
