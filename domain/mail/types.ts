/** One mailbox as a header names it. `address` is trimmed and lower-case; '' where the header holds none. */
export interface MailAddress {
  name: string;
  address: string;
}

export interface MailAttachment {
  /** Decoded and freed of paths and control characters; `unnamed` with a fitting extension where the mail names none. */
  filename: string;
  /** Lower-case media type as the sender claims it; never trust it for showing. */
  contentType: string;
  /** Bytes after decoding. */
  size: number;
  /** Without angle brackets. */
  contentId: string | null;
  disposition: 'attachment' | 'inline';
  content: Uint8Array;
}

/** What a report says about one recipient (RFC 3464). */
export interface DeliveryRecipient {
  address: string | null;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null;
  /** Enhanced status code (RFC 3463), e.g. `5.1.1`. */
  status: string | null;
  diagnostic: string | null;
}

/** The mail that a report is about, as far as the report carries it. */
export interface OriginalMail {
  messageId: string | null;
  references: string[];
  from: string | null;
  replyTo: string | null;
  subject: string;
}

/** Machine-readable report parts (RFC 3464 delivery status, RFC 5965 feedback, RFC 8098 disposition). */
export interface DeliveryStatus {
  type: 'delivery-status' | 'feedback-report' | 'disposition-notification';
  recipients: DeliveryRecipient[];
}

/** A mail as the rest of Vorgang sees it. Message-IDs keep their angle brackets: `<id@domain>`. */
export interface ParsedMail {
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  /** The first mailbox of the first From; null where there is none that can be read. */
  from: MailAddress | null;
  /** Why `from` proves nothing, e.g. `several-from`; null where the header is in order. */
  fromDoubt: string | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  /** Addresses of Delivered-To, X-Original-To, Envelope-To: where the server really put it. */
  deliveredTo: string[];
  /** '' for the null return path `<>`, null where the header is missing. */
  returnPath: string | null;
  /** ISO instant of the Date header; null where it is missing or cannot be read. */
  date: string | null;
  subject: string;
  /** Never empty where the raw mail has text; from the HTML where only that exists. Line ends are `\n`. */
  text: string;
  html: string | null;
  /** Index into `text` where the quoted part starts; null where nothing can be folded away. */
  quotedFrom: number | null;
  language: 'de' | 'en' | null;
  attachments: MailAttachment[];
  protection: Protection | null;
  /** Lower-case name → unfolded, undecoded values in document order. */
  headers: Record<string, string[]>;
  deliveryStatus: DeliveryStatus | null;
  /** The mail quoted as a part (message/rfc822 or its headers); anchors in it never join anything, see filters/bounce. */
  original: OriginalMail | null;
  /** Codes of what had to be mended to read it, e.g. `bare-cr`, `boundary-mismatch`, `parser-failed`. */
  repairs: string[];
}

/** What a sender did to his mail. Encrypted: only a mail program with the key reads it. */
export type Protection = 'signed' | 'encrypted';

/**
 * What was found out about a sender (RFC 8601). `fail` is a failed DMARC, `other` one that failed although SPF or DKIM passed for another
 * domain. `by`: our own mail server, or we ourselves.
 */
export interface Authentication {
  result: 'pass' | 'fail' | 'other' | 'none';
  by: 'server' | 'us';
  /** Result words of RFC 8601, e.g. `softfail`; null where that was not checked. */
  spf: string | null;
  dkim: string | null;
  dmarc: string | null;
  arc: string | null;
}

/** What a signed anchor leads to. */
export type AnchorPurpose = 'request' | 'consultation';

/** A reference into our data whose signature was checked. `id` is the request's or the consultation's. */
export interface Anchor {
  purpose: AnchorPurpose;
  id: string;
  source: 'reply-address' | 'in-reply-to' | 'references';
}
