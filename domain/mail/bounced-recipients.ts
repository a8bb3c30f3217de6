import type { ParsedMail } from './types.ts';

/** One recipient of ours that a report names. `hard`: the address does not exist, another try is useless. */
export interface BouncedRecipient {
  address: string | null;
  status: string | null;
  hard: boolean;
  diagnostic: string | null;
}

/** What is read of a report without a standard part. */
const MOST_TEXT = 6000;
const MOST_RECIPIENTS = 50;

/** Words for an address that is not there. */
const NOBODY =
  /user unknown|unknown (?:user|recipient|local|mailbox|address|account|host)|no such (?:user|recipient|mailbox|address|account|person|domain)|(?:user|recipient|mailbox|account|address|email)[^\n]{0,80}(?:does(?: not|n't) (?:exist|have)|not found|not known|unknown|invalid|no longer|is not valid|not listed)|invalid (?:recipient|mailbox|user|address)|no valid recipient|unrouteable|host (?:not found|unknown)|domain[^\n]{0,40}(?:not found|does not exist|nicht gefunden)|(?:can't|cannot|could not) find (?:any )?(?:the )?(?:host|domain)|bad destination|not a (?:valid|known)|has moved|recipient address rejected: (?:undeliverable|unverified|access denied)|unbekannt|(?<!möglicherweise )nicht vorhanden|mailbox unavailable|domain is not reachable|does not accept mail|no smtp service|null mx|rejected: access denied|name is not recognized/iu;
/** A full mailbox, or a refusal because of the content or of us: the address is there. */
const OTHER_CAUSE =
  /spam|blocked|blacklist|blocklist|policy|quota|full\b|too (?:large|big|many)|virus|reputation|temporar|greylist|rate limit|suspended|disabled|inactive|sender |mail from |(?:message|maximum|mail) size|size (?:limit|exceed)|dmarc|\bspf|dkim|relay|(?<!rejected: )access denied|couldn't create/iu;
/** What a status says against the words beside it: full, too large, refused for now. */
const OTHER_STATUS = /^(?:[24]\.(?!1\.1$)|5\.(?:1\.[78]|2\.[2-4]|4\.7))/;
const ADDRESS_STATUS = /^5\.(?:1\.(?:1|2|3|6|10)|4\.4)$/;
const CONTENT_CAUSE = /spam|blocked|blacklist|reputation|quota|disk space|5\.2\.2|couldn't create/i;
/**
 * The server had taken the recipient and refused only the content: someone is there (mobile carriers answer so to filtered mail). With
 * pipelining a refused recipient shows under DATA too; then more replies follow.
 */
const AFTER_DATA =
  />>> DATA\s+<<< 550[^\n]*(?:\n(?!<<<|\d{3} 5\.1)|$)|in reply to (?:end of )?DATA command|SMTP command\s+DATA\b|SMTP transmission failure has occurred/i;
const AFTER_RCPT = /in reply to RCPT TO command|after RCPT(?: TO)?\b|>>> RCPT TO:[^\n]*\s+<<< 5\d\d/i;

/** Whom a report names: its standard part (RFC 3464), else the addresses at the start of its text. */
export function bouncedRecipients(mail: ParsedMail): BouncedRecipient[] {
  if (mail.deliveryStatus?.type === 'feedback-report') return [];
  const text = mail.text.slice(0, MOST_TEXT).replace(/[ \t]*\n[ \t]+(?=command\))/gi, ' ');
  const reported = mail.deliveryStatus?.type === 'delivery-status' ? mail.deliveryStatus.recipients : [];
  if (reported.length > 0) {
    return reported.map(({ address, action, status, diagnostic }) => ({
      address,
      status,
      diagnostic,
      hard: action !== 'delayed' && isHard(status, diagnostic ?? text, text),
    }));
  }
  const named = blocksOf(text);
  if (named.length > 1) return named.map(({ address, words }) => recipientOf(address, words));
  const failed = /([^\s<>;,]+@[^\s<>;,]+)/.exec(mail.headers['x-failed-recipients']?.[0] ?? '')?.[1];
  return [recipientOf(failed ?? named[0]?.address ?? anyAddressOf(text), text)];
}

function recipientOf(address: string | null, words: string): BouncedRecipient {
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(words)?.[0] ?? null;
  return { address: address?.toLowerCase() ?? null, status, diagnostic: null, hard: isHard(status, words, words) };
}

/** `words`: what was said about this recipient; `text`: the whole report, for the phase in which it was said. */
function isHard(status: string | null, words: string, text: string): boolean {
  if (AFTER_DATA.test(text)) return false;
  const said = words.slice(0, 600);
  if (status !== null && ADDRESS_STATUS.test(status)) return !CONTENT_CAUSE.test(said) && !CONTENT_CAUSE.test(text.slice(0, 600));
  if (AFTER_RCPT.test(words) && NOBODY.test(words)) return !CONTENT_CAUSE.test(said);
  if (status !== null && OTHER_STATUS.test(status)) return false;
  return NOBODY.test(words) && !OTHER_CAUSE.test(said);
}

/** Recipients as lines of their own (`<a@b>: reason`, `"a@b":`), each with the lines up to the next; else one for each server that was talked to. */
function blocksOf(text: string): { address: string; words: string }[] {
  const heads = [...text.matchAll(/^[ \t]*[<"]([^\s<>"]+@[\w.-]+)[>"][ \t]*:/gm)].slice(0, MOST_RECIPIENTS);
  if (heads.length > 0) {
    return heads.map((head, n) => ({ address: head[1]!, words: text.slice(head.index, heads[n + 1]?.index ?? head.index + 1000) }));
  }
  const talks = text.split(/^(?:\.\.\. )?while talking to /im).slice(1, MOST_RECIPIENTS);
  return talks.flatMap((words) => {
    const address = /^5\d\d <([^\s<>]+@[^\s<>]+)>\.\.\./m.exec(words)?.[1];
    return address === undefined ? [] : [{ address, words }];
  });
}

/** The address behind a word for recipients, else the first that is no sender's and no Message-ID. */
function anyAddressOf(text: string): string | null {
  return (
    RECIPIENT_LINE.exec(text)?.[1] ??
    ANY_ADDRESS.exec(text.replace(/^(?:>>>)?[ \t]*(?:message-id|from|sender|mail from)\b.*$/gim, ''))?.[1] ??
    null
  );
}

const RECIPIENT_LINE =
  /^[ \t]*(?:final-recipient|original-recipient|recipient(?: address)?|rcpt to|addressed to)[ \t]*:[ \t]*(?:rfc822;)?[ \t]*<?([^\s<>;,:"'()]+@[\w.-]+)/im;
const ANY_ADDRESS = /[<\s:]([^\s<>;,:"'()]+@[\w.-]+\.[a-z]{2,})/i;
