import type { ColumnType, Generated } from 'kysely';
import type { Instant, CreatedAt, Nullable, Id, TenantColumn, Jsonb } from './columns.ts';

export type CustomerClass = 'A' | 'B' | 'C';

/** Who writes to us, and what they have from us. */
export interface CustomerTables {
  organisation: { id: Id; tenant: TenantColumn; name: string };
  customer: {
    id: Id;
    tenant: TenantColumn;
    number: string;
    name: string;
    given_name: Nullable<string>;
    family_name: Nullable<string>;
    salutation: Nullable<'herr' | 'frau'>;
    class: Generated<CustomerClass>;
    language: Generated<string>;
    phone: Nullable<string>;
    street: Nullable<string>;
    postal_code: Nullable<string>;
    city: Nullable<string>;
    organisation: Nullable<string>;
    created_at: CreatedAt;
  };
  customer_address: { tenant: TenantColumn; address: string; customer: string };
  customer_order: {
    id: Id;
    tenant: TenantColumn;
    customer: string;
    number: string;
    ordered_at: Instant;
    status: string;
    total_cents: number;
    items: Jsonb<{ ean: string; title: string; quantity: number; cents: number }[]>;
    carrier: Nullable<string>;
    tracking: Nullable<string>;
  };
  contract: {
    id: Id;
    tenant: TenantColumn;
    customer: string;
    number: string;
    title: string;
    since: ColumnType<Date, string, string>;
    until: ColumnType<Date | null, string | null | undefined, string | null>;
  };
  receivable: {
    id: Id;
    tenant: TenantColumn;
    customer: string;
    invoice: string;
    due_on: ColumnType<Date, string, string>;
    amount_cents: number;
    paid_cents: Generated<number>;
    dunning_level: Generated<number>;
  };
}
