import type { AccountTables } from './schema/accounts.ts';
import type { CustomerTables } from './schema/customers.ts';
import type { DefinitionTables } from './schema/definitions.ts';
import type { GrantTables } from './schema/grants.ts';
import type { RequestTables } from './schema/requests.ts';
import type { MailTables } from './schema/mail.ts';
import type { NotificationTables } from './schema/notifications.ts';
import type { OperationTables } from './schema/operation.ts';
import type { RoutingTables } from './schema/routing.ts';
import type { VerdictTables } from './schema/verdicts.ts';

/** Every table, and the types that its columns hold. */
export type Database = AccountTables &
  CustomerTables &
  DefinitionTables &
  RequestTables &
  MailTables &
  NotificationTables &
  OperationTables &
  RoutingTables &
  VerdictTables &
  GrantTables;

export type { NeededSkill, Presence, Role } from './schema/accounts.ts';
export type { CustomerClass } from './schema/customers.ts';
export type { DefinitionType } from './schema/definitions.ts';
export type { Actor, Channel, ConsultationState, MessageType, PromiseState, RequestStatus, TaskState } from './schema/requests.ts';
export type {
  DifferenceOutcome,
  MailServer,
  OAuthClient,
  OutboxContent,
  OutboxState,
  RefusedRecipient,
  TrialResult,
  TriedSettings,
  Verdict,
} from './schema/mail.ts';
export type { Relation } from './schema/verdicts.ts';
export type { BatchItemState, BatchKind, BatchState } from './schema/operation.ts';
