import { newTextOf } from './quoted.ts';
import type { Reason } from './reasons.ts';
import type { ParsedMail } from './types.ts';

type MachineReason = Extract<Reason, `M4${string}`>;

/** Subjects of out-of-office programs, in the languages that were seen. */
const AUTOMATIC_SUBJECT =
  /(?:^|[:\]]\s*)(?:automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response|answer|antwort)|autoreply|auto:|automatische (?:antwort|e-?mail|empfangsbest(?:ä|ae)tigung|benachrichtigung)|autom\. antwort|abwesenheits?(?:notiz|nachricht|benachrichtigung|assistent|meldung)?\b|abwesend\b|out of (?:the )?office|ooo\b|vacation(?: reply| response)?\b|urlaubs?(?:notiz|meldung|nachricht|abwesenheit)?(?::| re:| aw:)|risposta automatica|automatisch antwoord|r(?:é|e)ponse automatique|absence du bureau|respuesta autom(?:á|a)tica|resposta autom(?:á|a)tica|odpowied(?:ź|z) automatyczna|autosvar|automatisk svar|automaattinen vastaus|automatick(?:á|a) odpov(?:ě|e)(?:ď|d)|automatikus v(?:á|a)lasz|otomatik yan(?:ı|i)t)/iu;
const AWAY_SUBJECT =
  /\b(?:ist|bin|sind) (?:au(?:ß|ss)er haus|nicht im (?:b(?:ü|ue)ro|hause?)|im urlaub|abwesend)|\bis (?:out of (?:the )?office|on (?:leave|vacation|holiday))/iu;
const CHALLENGE_SUBJECT = /please confirm your (?:message|e-?mail)|sender (?:address )?verification|best(?:ä|ae)tigen sie ihre nachricht/iu;
const RECALL_SUBJECT = /^(?:r(?:ü|ue)ckruf|recall):/iu;
const RECALL_TEXT = /m(?:ö|oe)chte die nachricht [^\n]{0,300}zur(?:ü|ue)ckrufen|would like to recall the message/iu;

/** Sentences that only machines write; looked for at the start and the end of the new text. */
const AUTOMATIC_TEXT =
  /dies(?:e|es)? (?:e-?mail|nachricht|mail|schreiben) (?:wurde|wird|ist|ist eine)[^.\n]{0,40}(?:automatisch|maschinell)|(?:dies|das) ist eine (?:automatisch|maschinell)|this is an (?:automatic|automated|auto-?generated)|this (?:e-?mail|message) (?:was|has been|is) (?:sent |being )?(?:automatically|auto-?generated|generated automatically)|automatisch (?:generierte|erstellte|erzeugte)|do not reply to this (?:e-?mail|message)|(?:bitte )?antworten sie nicht auf diese|no-?reply address|mailbox is not monitored|postfach wird nicht (?:gelesen|überwacht)|i am (?:currently )?out of (?:the )?office|ich bin (?:derzeit |zur ?zeit |momentan |aktuell |bis |vom |ab )[^.\n]{0,60}(?:nicht im b(?:ü|ue)ro|au(?:ß|ss)er haus|im urlaub|abwesend|nicht erreichbar)/iu;
const FOREIGN_DESK_TEXT =
  /(?:ihre (?:anfrage|nachricht|e-?mail)|your (?:request|message|e-?mail|inquiry|ticket))[^.\n]{0,80}(?:ist (?:bei uns )?eingegangen|wurde (?:unter|registriert|empfangen|erfasst)|erhalten|has been (?:received|registered|logged|assigned)|was received)/iu;
const FOREIGN_NUMBER = /(?:ticket|case|vorgang|request|anfrage|incident)[^\n]{0,15}[#: ][^\n]{0,5}\d{4,}|\[#?[a-z0-9-]*\d{4,}\]/iu;

const MACHINE_LOCAL_PART =
  /^(?:mailer-?daemon|postmaster|mail-?daemon|no-?_?reply|do-?not-?reply|donotreply|nicht-?antworten|noreply[-+.].*|bounces?(?:[-+.].*)?|.*-bounces|auto-?(?:reply|responder|mailer)|daemon|listserv|majordomo|root)$/i;

/** Whether nobody reads what is sent there. */
export function isMachineAddress(address: string): boolean {
  return MACHINE_LOCAL_PART.test(address.slice(0, Math.max(0, address.lastIndexOf('@'))));
}

/**
 * The mark by which a mail is a machine's, or null. One weak mark (null return path, X-Auto-Response-Suppress,
 * Precedence: list) does not make a person's mail automatic: Exchange and list servers put them on everything.
 */
export function machineMarkOf(mail: ParsedMail): MachineReason | null {
  if (isReadReceipt(mail)) return 'M405 read-receipt';
  if (isCalendarAnswer(mail)) return 'M406 calendar-answer';
  return automaticMarkOf(mail) ?? (isBulkMail(mail) ? 'M407 bulk-mail' : null);
}

/** The mark of an automatic reply: in its headers, its subject or its wording. */
export function automaticMarkOf(mail: ParsedMail): MachineReason | null {
  return headerMark(mail) ?? subjectMark(mail) ?? wordingMark(mail);
}

/** RFC 8098. */
export function isReadReceipt(mail: ParsedMail): boolean {
  return (
    mail.deliveryStatus?.type === 'disposition-notification' ||
    /report-type="?disposition-notification/.test(mail.headers['content-type']?.[0]?.toLowerCase() ?? '')
  );
}

/** An invitation was accepted or declined (RFC 5546), and nothing was written to it. */
export function isCalendarAnswer(mail: ParsedMail): boolean {
  const calendar = mail.attachments.find((part) => part.contentType === 'text/calendar');
  const isAnswer =
    calendar !== undefined && /^METHOD:(?:REPLY|COUNTER)/im.test(new TextDecoder().decode(calendar.content.subarray(0, 4000)));
  return isAnswer && newTextOf(mail).trim() === '';
}

/** Newsletters and digests; what a list merely passes on is a person's mail. */
export function isBulkMail(mail: ParsedMail): boolean {
  const header = (name: string): string => (mail.headers[name] ?? []).join(' ').trim().toLowerCase();
  if (/\b(?:bulk|junk)\b/.test(header('precedence')) && header('list-unsubscribe') !== '') return true;
  if (header('list-unsubscribe-post') !== '' && header('in-reply-to') === '') return true;
  return header('content-type').startsWith('multipart/digest');
}

function headerMark(mail: ParsedMail): MachineReason | null {
  const header = (name: string): string => (mail.headers[name] ?? []).join(' ').trim().toLowerCase();
  const submitted = header('auto-submitted');
  if (submitted !== '' && !/^no\b/.test(submitted)) return 'M401 auto-submitted';
  const autoreply = [
    'x-autoreply',
    'x-auto-reply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-respond',
    'x-mail-autoreply',
    'x-autogenerated',
  ];
  if (autoreply.some((name) => header(name) !== '' && header(name) !== 'no')) return 'M402 autoreply-header';
  if (/auto[_-]?reply|auto[_-]?response/.test(`${header('precedence')} ${header('x-precedence')}`)) return 'M402 autoreply-header';
  if (header('x-autoreply-from') !== '' || header('x-otrs-loop') !== '' || header('x-powered-by') === 'otrs')
    return 'M402 autoreply-header';
  if (/vacation|autorespond|auto-?reply/.test(`${header('x-mailer')} ${header('user-agent')}`)) return 'M402 autoreply-header';
  return null;
}

function subjectMark(mail: ParsedMail): MachineReason | null {
  if (RECALL_SUBJECT.test(mail.subject) && (RECALL_TEXT.test(mail.text.slice(0, 2000)) || mail.text.trim() === '')) return 'M408 recall';
  const subject = mail.subject.slice(0, 300);
  if (AUTOMATIC_SUBJECT.test(subject) || AWAY_SUBJECT.test(subject) || CHALLENGE_SUBJECT.test(subject)) return 'M403 automatic-subject';
  return null;
}

/** Wording alone counts only with a second sign: a null return path, a machine's address, or a foreign desk's number. */
function wordingMark(mail: ParsedMail): MachineReason | null {
  const text = newTextOf(mail);
  const edges = `${mail.subject.slice(0, 300)}\n${text.slice(0, 1200)}\n${text.slice(-600)}`;
  const second =
    mail.returnPath === '' ||
    isMachineAddress(mail.from?.address ?? '') ||
    /\bbulk|junk\b/i.test(mail.headers['precedence']?.join(' ') ?? '');
  if (second && (AUTOMATIC_TEXT.test(edges) || FOREIGN_DESK_TEXT.test(edges))) return 'M404 automatic-wording';
  if (FOREIGN_DESK_TEXT.test(edges) && (AUTOMATIC_TEXT.test(edges) || FOREIGN_NUMBER.test(mail.subject))) return 'M404 automatic-wording';
  return null;
}
