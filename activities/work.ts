import type { Insertable, Selectable } from 'kysely';
import type { Trx } from '../db/client.ts';
import type { Change } from '../db/changes.ts';
import type { Actor, Database } from '../db/schema.ts';
import type { Variables } from '../domain/process/types.ts';

export type RequestRow = Selectable<Database['request']>;
export type TimelineEntry = Omit<Insertable<Database['timeline']>, 'request' | 'data' | 'actor'> & { data?: Variables; actor?: Actor };
export type NewJob = Pick<Insertable<Database['job']>, 'activation' | 'step' | 'retries' | 'idempotent' | 'not_before'> & {
  payload: Variables;
};

/** What the installation gives to every step: nothing that reaches a network. */
export interface Services {
  /** Public address of the app, for links in mails, without a slash at the end. */
  appUrl: string;
  /** Signs reply tokens and seals link tokens. */
  secretKey: string;
}

/**
 * The working context of one `advance` transaction. Rows that are written often (request, timeline, jobs, news) are gathered here and written
 * once at the end; everything else goes through `trx` at once.
 */
export interface Work {
  trx: Trx;
  tenant: string;
  /** As it will be written: `patch` changes it in place. */
  request: RequestRow;
  /** The instant of the event in hand. */
  at: Date;
  /** Who caused the event in hand. */
  actor: Actor;
  services: Services;
  /** An older database was put back, and this request was not advanced since: what is new or due may have been told already. */
  isInDoubt: boolean;
  /** Whether parts of this transaction can fail alone; else a failing one makes all of it run again with savepoints. */
  takesSavepoints: boolean;
  /** Unique to the step's activation within the request: the same step run again has the same key. */
  eventKey: string;
  /** Events that this transaction has taken in before the one in hand. */
  readonly taken: number;
  /** For one statement whose answer nobody needs: it leaves with the next one, so that it costs no round trip. */
  soon(statement: (trx: Trx) => Promise<unknown>): Promise<void>;
  patch(values: Partial<RequestRow>): void;
  timeline(entry: TimelineEntry): void;
  addJob(job: NewJob): void;
  announce(change: Change): void;
  /** @returns what takes back everything gathered since, as a savepoint does for the rows. */
  checkpoint(): () => void;
  /** Runs after the transaction's rows are written, just before it commits: for what must see them all, or lock for a short time only. */
  atEnd(last: () => Promise<void>): void;
  /** Another request's event that must be delivered after the commit. */
  deliverLater(request: string, event: string): void;
}
