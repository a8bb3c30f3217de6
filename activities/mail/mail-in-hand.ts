import type { Trx } from '../../db/client.ts';
import type { Decision, InboundRow } from '../../db/inbound-mail.ts';
import type { OwnMailbox } from '../../db/mailboxes.ts';
import type { Known, Verdict } from '../../domain/mail/known.ts';
import type { Authentication, ParsedMail } from '../../domain/mail/types.ts';

/** A mail of the ledger whose verdict is known and not yet written. */
export interface MailInHand {
  row: InboundRow;
  mail: ParsedMail;
  /** Where it came in. */
  mailbox: OwnMailbox | undefined;
  known: Known;
  /** Null where nobody checked. */
  authentication: Authentication | null;
  verdict: Verdict;
  /** Idempotency key of the event that follows: one a decision. */
  key: string;
}

/** What a verdict led to; `event` is delivered after the commit. */
export type TakenIn = Pick<Decision, 'request' | 'consultation' | 'message' | 'event' | 'detail'>;

/** Writes the rows that follow from a verdict. */
export type Taker = (trx: Trx, inHand: MailInHand) => Promise<TakenIn>;
