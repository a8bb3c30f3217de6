import { bouncedRecipients, type BouncedRecipient } from './bounced-recipients.ts';
import { isMachineAddress } from './machine.ts';
import { newTextOf } from './quoted.ts';
import type { Reason } from './reasons.ts';
import type { ParsedMail } from './types.ts';

export interface Bounce {
  reason: Extract<Reason, `M3${string}`>;
  recipients: BouncedRecipient[];
}

const SUBJECT =
  /undeliver(?:able|ed)|deliver(?:y|ing) (?:status|failure|failed|problem|delayed|has failed|report|error|notification|incomplete)|(?:mail|message|e-?mail)[^\n]{0,30} (?:delivery|not delivered|could not be delivered|can(?:not|'t) be delivered|rejected|failed|undeliverable)|failure (?:notice|notification|delivery)|returned (?:mail|to sender)|return(?:ed|ing)? (?:message|mail)|non[- ]?delivery|unzustellbar|nicht zustellbar|zustellung[^\n]{0,30}(?:fehlgeschlagen|verz(?:ö|oe)gert|nicht)|unzustellbarkeit|delayed mail|mail (?:could|was) not|unable to deliver|delivery fail|mail error|warning: (?:could not send|message)|user unknown|(?:nicht|konnte nicht) zugestellt|r(?:ü|ue)ckl(?:ä|ae)ufer|undelivered|rejected mail|message (?:bounced|blocked|rejected)|permanent error|spam report|complaint about message|abuse report|email feedback report|mail system error|mdaemon notification|email delivery error|quota (?:exceeded|warning)|mailbox (?:full|unavailable)|配信|エラー/iu;
const TEXT =
  /(?:could|can|was|were) ?not (?:be )?(?:deliver|send|sent|relay)|couldn't be delivered|delivery[^\n]{0,60}(?:failed|delayed|unsuccessful|aborted|suspended)|undeliver|permanent (?:fatal )?error|fatal errors|user unknown|unknown user|no such user|mailbox (?:unavailable|full|not found)|recipient (?:address )?rejected|does not exist|over quota|message (?:was|has been|cannot be) (?:rejected|returned|not delivered)|returned (?:to sender|message)|did ?n[o']t reach the following|invalid user address|no such user here|host (?:or domain name )?(?:not found|unknown)|konnte nicht zugestellt|nicht zustellbar|unzustellbar|delivery to the following recipient|following address(?:es)?[^\n]{0,30}(?:failed|had)|failed (?:recipient|to deliver)|[45]\d\d[ -]#?[45]\.\d{1,2}\.\d{1,2}/iu;
const DELAY =
  /delayed|still (?:being )?retr|will (?:be retried|keep trying|continue|retry)|not yet (?:been )?delivered|temporar(?:y|ily)|verz(?:ö|oe)ger|warnung: nachricht|warning: (?:could not send|message)/iu;
/** Whether the mail is a report of a mail system about a mail of ours (as it says), and what it reports; else null. */
export function bounceOf(mail: ParsedMail): Bounce | null {
  const reason = reasonOf(mail);
  return reason === null ? null : { reason, recipients: bouncedRecipients(mail) };
}

function reasonOf(mail: ParsedMail): Bounce['reason'] | null {
  const status = mail.deliveryStatus;
  const type = mail.headers['content-type']?.[0]?.toLowerCase() ?? '';
  if (status?.type === 'feedback-report' || type.includes('report-type=feedback-report')) return 'M303 feedback-report';
  if (status?.type === 'delivery-status') {
    const actions = status.recipients.map((one) => one.action);
    if (actions.includes('failed') || status.recipients.some((one) => one.status?.startsWith('5'))) return 'M301 not-delivered';
    if (actions.includes('delayed')) return 'M302 delayed';
    if (actions.length > 0 && actions.every((action) => action !== null)) return 'M305 delivered';
    return 'M301 not-delivered';
  }
  if (type.startsWith('multipart/report') && !type.includes('disposition-notification'))
    return DELAY.test(mail.subject) ? 'M302 delayed' : 'M301 not-delivered';
  if (mail.headers['x-failed-recipients'] !== undefined) return 'M301 not-delivered';
  if (mail.original !== null && /^ ?complaint about message from/i.test(mail.subject)) return 'M303 feedback-report';
  if (/^\s*\{"notificationType":"(?:Bounce|Complaint|Delivery)"/.test(mail.text)) return noticeOfAmazon(mail.text);
  return looksLikeReport(mail) ? plainReason(mail) : null;
}

/** Amazon SES tells of bounces in JSON (SNS topic subscribed by mail). */
function noticeOfAmazon(text: string): Bounce['reason'] {
  if (text.includes('"notificationType":"Complaint"')) return 'M303 feedback-report';
  return text.includes('"notificationType":"Delivery"') ? 'M305 delivered' : 'M301 not-delivered';
}

/** No standard part: a mail system's sender or null return path, and words in subject or text that reports use. */
function looksLikeReport(mail: ParsedMail): boolean {
  const from = mail.from?.address ?? '';
  const system =
    /^(?:mailer-?daemon|post_?master|mail-?daemon|mdaemon|maildaemon|.*daemon)@/i.test(from) ||
    /mail(?:er)?[- ]?(?:delivery|daemon)|mail (?:delivery )?(?:sub)?system|postmaster|mail administrator|microsoft exchange/i.test(
      mail.from?.name ?? '',
    );
  const nobody =
    mail.returnPath === '' ||
    mail.from === null ||
    /^(?:mailer-?daemon|postmaster)\b/i.test(mail.headers['return-path']?.[0]?.replace(/^</, '') ?? '');
  if (!system && !nobody && !isMachineAddress(from)) return false;
  const head = newTextOf(mail).slice(0, 4000);
  if (SUBJECT.test(mail.subject)) return true;
  return (system || nobody) && TEXT.test(head) && (system || mail.original !== null || /@/.test(head));
}

function plainReason(mail: ParsedMail): Bounce['reason'] {
  if (/spam report|abuse report|feedback report|complaint about/i.test(mail.subject)) return 'M303 feedback-report';
  const head = `${mail.subject}\n${mail.text.slice(0, 1500)}`;
  return DELAY.test(head) && !/permanent|5\.\d{1,2}\.\d{1,2}|\b55\d\b/.test(head) ? 'M302 delayed' : 'M301 not-delivered';
}
