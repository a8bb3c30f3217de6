import type { distributionContracts } from './administration/distribution-schema.ts';
import type { absenceContracts } from './absences/schema.ts';
import type { sendingContracts } from './administration/sending-schema.ts';
import type { accountContracts, mailboxContracts, mailboxTrialContracts, wordContracts } from './administration/schema.ts';
import type { answerContracts } from './answers/schema.ts';
import type { batchContracts } from './batches/schema.ts';
import type { boardContracts } from './board/schema.ts';
import type { broadcastContracts } from './broadcast/schema.ts';
import type { calendarContracts } from './calendars/schema.ts';
import type { RouteMap } from './contract.ts';
import type { customerContracts } from './customers/schema.ts';
import type { definitionContracts } from './definitions/schema.ts';
import type { expertContracts } from './experts/schema.ts';
import type { mailRuleContracts } from './mail-rules/schema.ts';
import type { mailContracts } from './mails/schema.ts';
import type { migrationContracts } from './migrations/schema.ts';
import type { notificationContracts } from './notifications/schema.ts';
import type { incidentContracts } from './operation/incident-schema.ts';
import type { operationContracts } from './operation/schema.ts';
import type { promiseContracts } from './promises/schema.ts';
import type { reminderContracts } from './reminders/schema.ts';
import type { consultationContracts } from './requests/consultation.ts';
import type { conversationContracts } from './requests/conversation.ts';
import type { mergingContracts } from './requests/merging.ts';
import type { outgoingContracts } from './requests/outgoing.ts';
import type { clockContracts } from './requests/clocks.ts';
import type { idleContracts } from './requests/idle.ts';
import type { requestContracts } from './requests/schema.ts';
import type { serviceLevelContracts } from './service-levels/schema.ts';
import type { sessionContracts } from './session/schema.ts';
import type { taskContracts } from './tasks/schema.ts';
import type { vocabularyContracts } from './vocabulary/schema.ts';

/**
 * Every JSON route: `ApiRoutes['GET /api/tasks']` has params, query, body, reply, and says whether an `Idempotency-Key` is needed.
 * Beside them: `GET /api/news` (events, news/schema.ts), `GET /api/messages/:id/document` (HTML for a sandboxed frame),
 * `GET /api/attachments/:id` (download; `?inline=1` for raster images), `GET /api/ledger/mails/:id/raw` and
 * `…/files/:number` (downloads), `…/document` (HTML for a sandboxed frame).
 */
export type ApiRoutes = RouteMap<typeof sessionContracts> &
  RouteMap<typeof vocabularyContracts> &
  RouteMap<typeof taskContracts> &
  RouteMap<typeof requestContracts> &
  RouteMap<typeof clockContracts> &
  RouteMap<typeof idleContracts> &
  RouteMap<typeof mergingContracts> &
  RouteMap<typeof conversationContracts> &
  RouteMap<typeof outgoingContracts> &
  RouteMap<typeof sendingContracts> &
  RouteMap<typeof consultationContracts> &
  RouteMap<typeof customerContracts> &
  RouteMap<typeof answerContracts> &
  RouteMap<typeof expertContracts> &
  RouteMap<typeof boardContracts> &
  RouteMap<typeof broadcastContracts> &
  RouteMap<typeof calendarContracts> &
  RouteMap<typeof serviceLevelContracts> &
  RouteMap<typeof accountContracts> &
  RouteMap<typeof mailboxContracts> &
  RouteMap<typeof mailboxTrialContracts> &
  RouteMap<typeof wordContracts> &
  RouteMap<typeof distributionContracts> &
  RouteMap<typeof operationContracts> &
  RouteMap<typeof incidentContracts> &
  RouteMap<typeof mailContracts> &
  RouteMap<typeof mailRuleContracts> &
  RouteMap<typeof definitionContracts> &
  RouteMap<typeof migrationContracts> &
  RouteMap<typeof batchContracts> &
  RouteMap<typeof promiseContracts> &
  RouteMap<typeof reminderContracts> &
  RouteMap<typeof notificationContracts> &
  RouteMap<typeof absenceContracts>;

export type { Problem } from './contract.ts';
export type { ProblemType } from './problems.ts';
export type { Absence } from './absences/schema.ts';
export type { Effect, Limit, Policy, Team } from './administration/distribution-schema.ts';
export type { AccountRow, AuditRow, MailboxRow } from './administration/schema.ts';
export type { Answer, AnswerSource } from './answers/schema.ts';
export type { Batch, BatchItem } from './batches/schema.ts';
export type { Board, BoardRow, Intervention } from './board/schema.ts';
export type { CalendarEffect, CalendarItem } from './calendars/schema.ts';
export type { CustomerDetail, CustomerItem } from './customers/schema.ts';
export type { DefinitionItem, DefinitionType, DefinitionVersion, Draft, DraftSaved, Finding, Published } from './definitions/schema.ts';
export type { Expert } from './experts/schema.ts';
export type { ReminderSettings } from './reminders/schema.ts';
export type { PromiseCounts, PromiseItem } from './promises/schema.ts';
export type { LedgerMail, LedgerRow } from './mails/schema.ts';
export type { BlockedSender, DeadAddress, KnownSender, MailPolicy } from './mail-rules/schema.ts';
export type { DryRun, DryRunItem, MigrationProposal } from './migrations/schema.ts';
export type { News } from './news/schema.ts';
export type { Notification } from './notifications/schema.ts';
export type { IncidentGroup, Standing } from './operation/incident-schema.ts';
export type { LedgerSummary, OpenIncident } from './operation/schema.ts';
export type { RequestClocks } from './requests/clocks.ts';
export type { Drafts, Message, NewReply } from './requests/conversation.ts';
export type { Consultation } from './requests/consultation.ts';
export type { Diagram, Incident, RequestDetail, RequestItem, TimelineEntry } from './requests/schema.ts';
export type { ServiceLevelTable, TopicCalendar } from './service-levels/schema.ts';
export type { Session } from './session/schema.ts';
export type { Colleague, NextTask, TaskCounts, TaskDetail, TaskItem, TaskPlace, TaskView } from './tasks/schema.ts';
export type { Vocabulary } from './vocabulary/schema.ts';
