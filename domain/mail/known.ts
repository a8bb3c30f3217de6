import type { Reason } from './reasons.ts';
import type { Anchor, ParsedMail } from './types.ts';

/** Why we sent a mail: decides what an answer to it means. */
export type OwnPurpose = 'conversation' | 'automatic' | 'consultation' | 'notification';

/** One of our own outgoing mails, found in the outbox by its Message-ID. */
export interface OwnMessage {
  requestId: string;
  purpose: OwnPurpose;
  consultationId?: string;
}

/** Facts about a mail that were looked up before it is judged; addresses in any case, all of it data. */
export interface Known {
  /** Ledger id of the message that this one repeats; see `fingerprintOf` for what counts as the same. */
  duplicateOf: string | null;
  /** Ours among the mail's own Message-ID, In-Reply-To, References and the ids of `original`. */
  ownMessageIds: Record<string, OwnMessage>;
  /** Message-ID of our mail whose bounce address this one was sent to: a report there is about it, whatever it carries. */
  returned: string | null;
  /** From `anchorsOf(mail, …)`. */
  anchors: Anchor[];
  /** Of the mail that a report carries: they tell what it is about, and join nothing. */
  originalAnchors: Anchor[];
  /** Who belongs to the requests that anchors or own ids lead to (customer, copied colleagues). `isExpired`: over for longer than answers are taken. */
  requests: Record<string, { participants: string[]; isExpired?: boolean }>;
  /** Who was asked, by consultation id. */
  consultations: Record<string, { requestId: string; participants: string[] }>;
  /** Requests behind the tags of the subject (`subjectTagsOf`), by tag, e.g. `V-2026-000123`. */
  subjectTags: Record<string, { requestId: string; participants: string[]; isExpired?: boolean }>;
  /** Every address of our mailboxes, without reply tokens. */
  ownAddresses: string[];
  /**
   * What our own server or mailauth found: `fail` is a failed DMARC, `other` a pass for another domain. Only our own
   * authserv-id counts, the header itself proves nothing.
   */
  authentication: 'pass' | 'fail' | 'other' | 'none';
  /** Verdict of our own spam filter. */
  spam: boolean;
  /** The entry of the tenant's list of unwelcome senders that holds for this one. */
  blocked: { pattern: string } | null;
  /** Who the sender is to the tenant where he is no customer, and the kind of request that his mail becomes. */
  relation: { pattern: string; relation: string; kind: string } | null;
}

export type VerdictKind = 'request' | 'reply' | 'expert-answer' | 'automatic' | 'bounce' | 'filtered' | 'quarantined' | 'failed';

/** Where a message goes and why. `reason` is a stable numbered code of reasons.ts, e.g. `M201 own-message-id`. */
export interface Verdict {
  verdict: VerdictKind;
  reason: Reason;
  requestId?: string;
  consultationId?: string;
  /** Of the request that it becomes, where it is known already. */
  kind?: string;
  /** The request of long ago that it goes on from. */
  follows?: string;
  /** Codes, ids and bounce recipients for the ledger's row; may hold addresses, so it stays in Postgres. */
  detail: Record<string, unknown>;
}

/** One rule of the inbound chain: a verdict, or null to leave the mail to the next one. */
export type MailFilter = (mail: ParsedMail, known: Known) => Verdict | null;

/** The facts about a mail of which we know nothing: a start for callers, who fill in what they looked up. */
export function knownNothing(): Known {
  return {
    duplicateOf: null,
    ownMessageIds: {},
    returned: null,
    anchors: [],
    originalAnchors: [],
    requests: {},
    consultations: {},
    subjectTags: {},
    ownAddresses: [],
    authentication: 'none',
    spam: false,
    blocked: null,
    relation: null,
  };
}
