import type { RequestEventKind } from '../../workflows/contracts.ts';
import { agentReplied } from './agent-replied.ts';
import { calendarChanged } from './calendar-changed.ts';
import { classChanged } from './class-changed.ts';
import { clocksJoined } from './clocks-joined.ts';
import { customerReplied } from './customer-replied.ts';
import type { EventHandler } from './event.ts';
import { expertAnswered } from './expert-answered.ts';
import { expertAsked } from './expert-asked.ts';
import { incidentRetried, incidentSkipped } from './incident-retried.ts';
import { jobFinished } from './job-finished.ts';
import { kindChanged } from './kind-changed.ts';
import { levelChanged } from './level-changed.ts';
import { mailBounced } from './mail-bounced.ts';
import { migrationUndone } from './migration-undone.ts';
import { messagePublished } from './message-published.ts';
import { prioritySet } from './priority-set.ts';
import { promiseMade } from './promise-made.ts';
import { processBegun } from './process-begun.ts';
import { replyHeld } from './reply-held.ts';
import { requestCancelled } from './request-cancelled.ts';
import { requestMerged } from './request-merged.ts';
import { requestMigrated } from './request-migrated.ts';
import { requestOpened } from './request-opened.ts';
import { signalBroadcast } from './signal-broadcast.ts';
import { taskCompleted } from './task-completed.ts';
import { tokenMoved } from './token-moved.ts';
import { variablesSet } from './variables-set.ts';

/** What comes from outside; timers and results are made by advance itself. */
export const eventHandlers: Partial<Record<RequestEventKind, EventHandler>> = {
  'request-opened': requestOpened,
  'customer-replied': customerReplied,
  'agent-replied': agentReplied,
  'task-completed': taskCompleted,
  'expert-asked': expertAsked,
  'expert-answered': expertAnswered,
  'incident-retried': incidentRetried,
  'incident-skipped': incidentSkipped,
  'request-migrated': requestMigrated,
  'migration-undone': migrationUndone,
  'token-moved': tokenMoved,
  'variables-set': variablesSet,
  'reply-held': replyHeld,
  'reply-taken-back': replyHeld,
  'calendar-changed': calendarChanged,
  'clocks-joined': clocksJoined,
  'kind-changed': kindChanged,
  'class-changed': classChanged,
  'priority-set': prioritySet,
  'level-changed': levelChanged,
  'mail-bounced': mailBounced,
  'promise-made': promiseMade,
  'request-cancelled': requestCancelled,
  'request-merged': requestMerged,
  'job-finished': jobFinished,
  'message-published': messagePublished,
  'process-begun': processBegun,
  'signal-broadcast': signalBroadcast,
};
