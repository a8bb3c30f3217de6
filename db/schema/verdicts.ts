import type { Generated } from 'kysely';
import type { Json } from '../../domain/process/types.ts';
import type { Deed } from '../../domain/mail/overrule.ts';
import type { CreatedAt, Id, InstantOrNull, JsonbOrNull, Nullable, TenantColumn } from './columns.ts';

export type Relation = 'supplier' | 'press' | 'applicant' | 'authority' | 'other';

/** What people say about mail, and what the tenant knows of those who write. */
export interface VerdictTables {
  overruling: {
    id: Id;
    tenant: TenantColumn;
    mail: string;
    account: string;
    deed: Deed | 'undo';
    /** To join. */
    request: Nullable<string>;
    /** The overruling that an `undo` takes back. */
    undoes: Nullable<string>;
    state: Generated<'asked' | 'done' | 'refused'>;
    problem: Nullable<string>;
    /** The ledger row's decision as it was. */
    before: JsonbOrNull<Json>;
    asked_at: CreatedAt;
    done_at: InstantOrNull;
    undone: Generated<boolean>;
  };
  address_health: {
    tenant: TenantColumn;
    address: string;
    state: 'doubtful' | 'dead' | 'good';
    hard: Generated<number>;
    soft: Generated<number>;
    status: Nullable<string>;
    diagnostic: Nullable<string>;
    bounced_at: InstantOrNull;
    cleared_at: InstantOrNull;
    cleared_by: Nullable<string>;
  };
  blocked_sender: {
    id: Id;
    tenant: TenantColumn;
    pattern: string;
    reason: Generated<string>;
    created_by: Nullable<string>;
    created_at: CreatedAt;
  };
  known_sender: {
    id: Id;
    tenant: TenantColumn;
    pattern: string;
    relation: Relation;
    /** Of the requests that such mail becomes: its process and topic follow from it. */
    kind: string;
    note: Generated<string>;
    created_at: CreatedAt;
  };
  mail_policy: {
    tenant: TenantColumn;
    reply_days: Generated<number>;
    most_automatic: Generated<number>;
    stopped_at: InstantOrNull;
    stop_reason: Nullable<'by-hand' | 'too-many'>;
    stopped_by: Nullable<string>;
  };
}
