import type { ColumnType } from 'kysely';
import type { GrantKind } from '../../domain/request/competence.ts';
import type { CreatedAt, TenantColumn } from './columns.ts';

/** numeric comes back as text; euros. */
type Euros = ColumnType<string, number, number>;
type EurosOrNull = ColumnType<string | null, number | null, number | null>;

/** What people may grant a customer, and what they did. */
export interface GrantTables {
  competence_limit: {
    tenant: TenantColumn;
    level: number;
    kind: GrantKind;
    per_case: EurosOrNull;
    per_day: EurosOrNull;
    percent: EurosOrNull;
  };
  granted: {
    tenant: TenantColumn;
    task: string;
    request: string;
    account: string;
    level: number;
    kind: GrantKind;
    amount: Euros;
    state: 'granted' | 'proposed';
    day: string;
    at: CreatedAt;
  };
}
