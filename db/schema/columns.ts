import type { ColumnType, Generated } from 'kysely';

/** timestamptz: read as Date, written as Date or ISO text. */
export type Instant = ColumnType<Date, Date | string, Date | string>;
export type InstantOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type CreatedAt = ColumnType<Date, Date | string | undefined, never>;
export type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
export type Id = Generated<string>;
export type TenantColumn = Generated<string>;
/** bigint comes back as text. */
export type BigIdentity = ColumnType<string, never, never>;
/** jsonb: read as a value, written as JSON text (`json(value)`). */
export type Jsonb<T> = ColumnType<T, string, string>;
export type JsonbDefault<T> = ColumnType<T, string | undefined, string>;
export type JsonbOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;
