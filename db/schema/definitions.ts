import type { ColumnType, Generated } from 'kysely';
import type { CalendarRule } from '../../domain/service-level/calendar.ts';
import type { TimerWait } from '../../domain/process/triggers/timer.ts';
import type { InstantOrNull, CreatedAt, Nullable, Id, TenantColumn, Jsonb, JsonbOrNull } from './columns.ts';

export type DefinitionType = 'process' | 'decision' | 'form';

/** What designers and administrators edit. */
export interface DefinitionTables {
  kind: { tenant: TenantColumn; key: string; title_de: string; title_en: string };
  kind_rule: { id: Id; tenant: TenantColumn; kind: string; keywords: string[]; weight: Generated<number> };
  calendar: { tenant: TenantColumn; key: string; title_de: string; title_en: string };
  /** From `valid_from` on, until a later number counts. */
  calendar_version: {
    tenant: TenantColumn;
    calendar: string;
    number: number;
    valid_from: ColumnType<Date, Date, never>;
    rule: Jsonb<CalendarRule>;
    reason: Generated<string>;
    created_at: CreatedAt;
    created_by: Nullable<string>;
  };
  answer: {
    id: Id;
    tenant: TenantColumn;
    key: string;
    language: 'de' | 'en';
    title: string;
    subject: Nullable<string>;
    body: string;
    kinds: Generated<string[]>;
    automatic: Generated<boolean>;
    updated_at: ColumnType<Date, Date | undefined, Date>;
  };
  definition: {
    tenant: TenantColumn;
    type: DefinitionType;
    key: string;
    title: string;
    source: string;
    version: Generated<number>;
    updated_at: ColumnType<Date, Date | undefined, Date>;
    updated_by: Nullable<string>;
    published_hash: Nullable<string>;
  };
  definition_version: {
    tenant: TenantColumn;
    type: DefinitionType;
    key: string;
    number: number;
    hash: string;
    source: string;
    graph: Nullable<string>;
    comment: Nullable<string>;
    published_at: CreatedAt;
    published_by: Nullable<string>;
  };
  /** content: domain/process Graph. */
  graph: { tenant: TenantColumn; hash: string; process: string; content: Jsonb<unknown>; created_at: CreatedAt };
  published_process: { tenant: TenantColumn; process: string; graph: string; published_at: ColumnType<Date, Date | undefined, Date> };
  process_start: {
    tenant: TenantColumn;
    process: string;
    element: string;
    type: 'message' | 'signal' | 'timer';
    name: string | null;
    drawn: string;
    timer: JsonbOrNull<TimerWait>;
    next_at: InstantOrNull;
  };
}
