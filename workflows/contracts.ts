import type { Json } from '../domain/process/types.ts';

/** Names and message types that api, activities and workflows share. Ids, element ids and instants only: nothing personal enters Temporal. */
export const taskQueue = 'vorgang';

export interface RequestInput {
  tenant: string;
  request: string;
  /** Installation's generation: a worker on a restored older database refuses what a newer one started (rule 11). */
  generation: number;
}

export interface MailboxInput {
  tenant: string;
  mailbox: string;
  generation: number;
}

/** Settings of a mailbox that are to be tried. */
export interface TrialInput {
  tenant: string;
  trial: string;
}

export interface BatchInput {
  tenant: string;
  batch: string;
  generation: number;
}

/** What people said against verdicts, at most 100 at once. */
export interface OverruleInput {
  tenant: string;
  overrulings: string[];
  generation: number;
}

export interface BatchProgress {
  /** At least so many are not settled; 0: none. */
  left: number;
  /** Of these, whose answer is still to come. */
  late: number;
}

/** How far a database has come. Temporal keeps the latest, so that an older database under it is recognised (rule 11). */
export interface Mark {
  generation: number;
  /** Number of the last recorded event of all. */
  events: number;
}

/** How a watch of a mailbox ended: to be watched again, or switched off. */
export type Watched = 'again' | 'stopped';

/** Workflow ids are made of row ids, so a retry finds the same workflow. */
export const requestWorkflowId = (request: string): string => `request-${request}`;
export const batchWorkflowId = (batch: string): string => `batch-${batch}`;
export const mailboxWorkflowId = (mailbox: string): string => `mailbox-${mailbox}`;

/** "Look at once": somebody changed its settings, or asks. */
export const mailboxChangedSignal = 'mailbox-changed';

/** "This event is committed, take it in": as an update where somebody waits for that, as a signal where nobody does. */
export const deliverUpdate = 'deliver';
export const wakeSignal = 'wake';

export interface Delivered {
  revision: number;
}

/** What `advance` tells the workflow: enough to set the alarm clock and start jobs. */
export interface AdvanceOutcome {
  revision: number;
  /** Ids of the elements that now wait, for summaries in Temporal's own UI, e.g. `answer`. */
  position: string[];
  /** The next due timer of all, or null. */
  nextTimer: { id: string; at: string; element: string } | null;
  /** At most 50 that nobody has started. */
  jobs: { id: string; step: string }[];
  /** There may be more jobs than were looked at. */
  moreJobs: boolean;
  /** Unfinished work is left in the database: commit was early, call again. */
  more: boolean;
  /** The process is over; what is left are jobs. */
  over: boolean;
  /** Over, and no job is left. */
  closed: boolean;
}

export interface JobOutcome {
  state: 'done' | 'failed' | 'unknown' | 'gone';
  /** Its result where a token waits for it: an event for `advance`. */
  event: string | null;
  /** Nothing was left of the request when it ended: no job, no event. A process that is over needs no further look. */
  isLast: boolean;
}

/** What event kinds exist and who records them. Payloads hold ids, never texts. */
export type RequestEventKind =
  /** The request was made; `advance` starts its process. */
  | 'request-opened'
  /** The customer wrote again. payload: { message } */
  | 'customer-replied'
  /** An agent's answer. payload: { message, task?, outcome?, variables?, promiseAt? }; outcome completes the task. */
  | 'agent-replied'
  /** An answer goes out later, or at another time than before. payload: { message, until? }; until: where a person chose it */
  | 'reply-held'
  /** The customer was told a time otherwise than by a mail of ours. payload: { dueAt, toldBy } */
  | 'promise-made'
  /** payload: { message } */
  | 'reply-taken-back'
  /** payload: { task, outcome, variables } */
  | 'task-completed'
  /** payload: { consultation } */
  | 'expert-asked'
  /** payload: { consultation } (state, answer and message stand in its row) */
  | 'expert-answered'
  /** payload: { incident, variables? } */
  | 'incident-retried'
  /** What stopped counts as done. payload: { incident, variables, reason } */
  | 'incident-skipped'
  /** Another version of a process. payload: { process, from, to, elements, reason }; from, to: graphs */
  | 'request-migrated'
  /** payload: { event, reason }; event: the migration's */
  | 'migration-undone'
  /** An operator's correction. payload: { activation, element, reason } */
  | 'token-moved'
  /** payload: { activation?, variables, reason } */
  | 'variables-set'
  /** A delivery report came back. payload: { outbox?, recipient, status, hard } */
  | 'mail-bounced'
  /** A lead closes or cancels it. payload: { reason } */
  | 'request-cancelled'
  /** Another request goes on in its place. payload: { into } */
  | 'request-merged'
  /** A message that this request waits for. payload: { name, key, variables, until } */
  | 'message-published'
  /** Another request's signal that this one waits for. payload: { name, variables } */
  | 'signal-broadcast'
  /** A start event made the request; `advance` starts its process there. payload: { process, graph, element, variables } */
  | 'process-begun'
  /** A person corrected what the customer wants. payload: { kind } */
  | 'kind-changed'
  | 'class-changed'
  | 'priority-set'
  | 'level-changed'
  /** A merged request's time. payload: { remaining } seconds by clock */
  | 'clocks-joined'
  /** A calendar has a new version. payload: { calendar, reason } */
  | 'calendar-changed'
  /** Made by advance itself. */
  | 'rescheduled'
  | 'timer-due'
  /** The customer must hear something now. */
  | 'notice-due'
  | 'step-result'
  | 'process-resolved'
  | 'overrun'
  /** A job's result. payload: { job } */
  | 'job-finished';

/** Answer of an event, kept in its row: what whoever asked is told, however late. */
export interface EventAnswer {
  accepted: boolean;
  /** Stable code when not accepted, e.g. `task-gone`, `request-archived`. */
  code?: string;
  [detail: string]: Json | undefined;
}
