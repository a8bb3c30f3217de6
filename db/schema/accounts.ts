import type { ColumnType, Generated } from 'kysely';
import type { NotificationKind } from '../../domain/notification/kinds.ts';
import type { Variables } from '../../domain/process/types.ts';
import type { Instant, InstantOrNull, CreatedAt, Nullable, Id, TenantColumn, JsonbDefault } from './columns.ts';

export type Role = 'agent' | 'lead' | 'designer' | 'administrator';
export type Presence = 'available' | 'paused' | 'after-work' | 'offline';
export type SkillKind = 'topic' | 'language' | 'product' | 'channel';
export interface NeededSkill {
  key: string;
  level: number;
}

/** Who works here, what they know, and what they did. */
export interface AccountTables {
  tenant: { id: Id; slug: string; name: string; language: Generated<string>; settings_version: Generated<string>; created_at: CreatedAt };
  account: {
    id: Id;
    tenant: TenantColumn;
    email: string;
    name: string;
    password_hash: string;
    roles: Role[];
    language: Generated<string>;
    presence: Generated<Presence>;
    presence_reason: Nullable<string>;
    presence_at: InstantOrNull;
    /** When after-work ends by itself. */
    presence_until: InstantOrNull;
    capacity: Generated<number>;
    /** Points at once by channel, where a channel has a bound of its own. */
    channel_capacity: JsonbDefault<Record<string, number>>;
    /** Derived by the database: `skill:level` for each level up to their own; topics (null: all); topics whose overflow they take. */
    abilities: ColumnType<string[], never, never>;
    topics: ColumnType<string[] | null, never, never>;
    helps: ColumnType<string[], never, never>;
    active: Generated<boolean>;
    /** Hour of the tenant's day at which the digest goes out; null: none. */
    digest_hour: Nullable<number>;
    /** Every reminder by mail as well. */
    mail_reminders: Generated<boolean>;
    /** Kinds of notifications that somebody does not want, and those that the digest names, too. */
    quiet_notifications: Generated<NotificationKind[]>;
    digest_notifications: Generated<NotificationKind[]>;
    /** The digest says how a lead's topics stand, too. */
    lead_digest: Generated<boolean>;
    created_at: CreatedAt;
  };
  /** Somebody is away. begun_at, ended_at: when the work was handed on and given back. */
  absence: {
    id: Id;
    tenant: TenantColumn;
    account: string;
    from_at: Instant;
    until_at: Instant;
    deputy: Nullable<string>;
    begun_at: InstantOrNull;
    ended_at: InstantOrNull;
    created_by: string;
    created_at: CreatedAt;
  };
  session: {
    token_hash: Buffer;
    tenant: TenantColumn;
    account: string;
    created_at: CreatedAt;
    expires_at: Instant;
    seen_at: ColumnType<Date, Date | undefined, Date>;
    revoked_at: InstantOrNull;
  };
  skill: { tenant: TenantColumn; key: string; title_de: string; title_en: string; kind: Generated<SkillKind> };
  account_skill: { tenant: TenantColumn; account: string; skill: string; level: Generated<number> };
  /** `calendar`: that its requests count by, before what their service level names. */
  topic: { tenant: TenantColumn; key: string; title_de: string; title_en: string; calendar: Nullable<string> };
  account_topic: { tenant: TenantColumn; account: string; topic: string };
  audit: {
    id: Id;
    tenant: TenantColumn;
    account: Nullable<string>;
    action: string;
    entity: string;
    entity_id: Nullable<string>;
    data: JsonbDefault<Variables>;
    /** The entry that this one takes back. */
    undoes: Nullable<string>;
    at: CreatedAt;
  };
}
