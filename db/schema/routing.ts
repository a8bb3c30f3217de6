import type { Generated } from 'kysely';
import type { OrderPolicy } from '../../domain/routing/order.ts';
import type { CreatedAt, Id, Jsonb, JsonbDefault, Nullable, TenantColumn } from './columns.ts';
import type { Lacking } from '../../domain/routing/lacking.ts';

/** How work is distributed. */
export interface RoutingTables {
  routing_policy: {
    tenant: TenantColumn;
    line_order: Generated<OrderPolicy['order']>;
    classes: Generated<string[]>;
    latest_minutes: Nullable<number>;
    reserve_minutes: Nullable<number>;
    escalated_first: Generated<boolean>;
    together_most: Generated<number>;
    owner_wait_minutes: Generated<number>;
    owner_extra_points: Generated<number>;
    language_is_skill: Generated<boolean>;
    channel_points: JsonbDefault<Record<string, number>>;
    widen_minutes: Nullable<number>;
    silent_minutes: Nullable<number>;
    return_minutes: Nullable<number>;
    after_work_minutes: Generated<number>;
  };
  team: {
    id: Id;
    tenant: TenantColumn;
    name: string;
    lead: Nullable<string>;
    overflow_to: Nullable<string>;
    overflow_minutes: Nullable<number>;
    /** Of the requests of its topics that have none of their own. */
    calendar: Nullable<string>;
  };
  team_topic: { tenant: TenantColumn; team: string; topic: string };
  team_member: { tenant: TenantColumn; team: string; account: string };
  routing_alarm: { task: string; tenant: TenantColumn; request: string; lacking: Jsonb<Lacking>; since: CreatedAt };
}
