import type { Generated } from 'kysely';
import type { Json, State, Variables } from '../../domain/process/types.ts';
import type { InstantOrNull, CreatedAt, Nullable, Id, TenantColumn, BigIdentity, Jsonb, JsonbDefault, JsonbOrNull } from './columns.ts';

export type BatchKind = 'request-migrated' | 'incident-retried' | 'calendar-changed' | 'level-changed';
export type BatchState = 'running' | 'stopped' | 'done';
/** left: the batch was stopped before its turn came. */
export type BatchItemState = 'waiting' | 'sent' | 'done' | 'refused' | 'left';

/** What keeps the whole going. */
export interface OperationTables {
  installation: { singleton: Generated<boolean>; generation: Generated<number>; restored_at: InstantOrNull; created_at: CreatedAt };
  change: {
    number: BigIdentity;
    tenant: TenantColumn;
    entity: string;
    id: Nullable<string>;
    request: Nullable<string>;
    account: Nullable<string>;
    at: CreatedAt;
  };
  /** One deed for many requests; payload: what its events have in common. */
  batch: {
    id: Id;
    tenant: TenantColumn;
    kind: BatchKind;
    payload: Jsonb<Variables>;
    reason: string;
    state: Generated<BatchState>;
    created_by: string;
    created_at: CreatedAt;
    finished_at: InstantOrNull;
  };
  batch_item: {
    id: Id;
    tenant: TenantColumn;
    batch: string;
    request: string;
    /** What its event has of its own. */
    payload: JsonbDefault<Variables>;
    state: Generated<BatchItemState>;
    event: Nullable<string>;
    answer: JsonbOrNull<Json>;
    /** The state before a migration. */
    former: JsonbOrNull<State>;
    settled_at: InstantOrNull;
  };
}
