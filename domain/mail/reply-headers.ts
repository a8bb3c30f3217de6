import { addressKey, isAmong } from './addresses.ts';
import { isMachineAddress, machineMarkOf } from './machine.ts';
import type { ParsedMail } from './types.ts';

/** RFC 5322 allows more; some servers refuse header fields of more than a few thousand characters. */
const MOST_REFERENCES = 20;

/**
 * Threading headers of an answer. References is the chain of the mail we answer plus that mail, shortened in the
 * middle (the first and the newest 19 stay); whatever is no Message-ID is left out, so nothing can be injected.
 * `automatic`: no person wrote it, so no machine may answer (RFC 3834; Exchange wants its own header).
 */
export function replyHeaders({
  parentMessageId,
  references,
  automatic,
}: {
  parentMessageId: string | null;
  references: readonly string[];
  automatic: boolean;
}): Record<string, string> {
  const chain = [...new Set([...references, parentMessageId ?? ''])].filter(isMessageId);
  const kept = chain.length <= MOST_REFERENCES ? chain : [chain[0]!, ...chain.slice(1 - MOST_REFERENCES)];
  return {
    ...(parentMessageId !== null && isMessageId(parentMessageId) ? { 'In-Reply-To': parentMessageId } : {}),
    ...(kept.length > 0 ? { References: kept.join(' ') } : {}),
    ...(automatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}),
  };
}

/** Whether a machine of ours may answer, and why not: a stable code for the timeline. */
export type AutomaticAnswer = { may: true } | { may: false; reason: string };

/**
 * RFC 3834, and what it forgot: nothing goes out by itself to a null return path, to machines and lists, to mail that
 * asks for silence, to our own addresses, or to somebody we cannot name. How often one address is answered is another
 * brake, which needs the ledger.
 */
export function mayAnswerAutomatically(mail: ParsedMail, facts: { ownAddresses: readonly string[] }): AutomaticAnswer {
  const no = (reason: string): AutomaticAnswer => ({ may: false, reason });
  if (mail.from === null || mail.fromDoubt !== null) return no('no-clear-sender');
  if (mail.returnPath === '') return no('null-return-path');
  const mark = machineMarkOf(mail);
  if (mark !== null) return no(mark);
  if (/\b(?:all|oof|autoreply)\b/i.test(mail.headers['x-auto-response-suppress']?.join(' ') ?? '')) return no('asks-for-silence');
  if (/bulk|junk|list/i.test(mail.headers['precedence']?.join(' ') ?? '')) return no('precedence');
  if (mail.headers['list-id'] !== undefined || mail.headers['list-unsubscribe'] !== undefined) return no('list');
  const target = answerAddressOf(mail) ?? mail.from.address;
  if (isMachineAddress(target) || isMachineAddress(mail.from.address)) return no('machine-address');
  if (isAmong(target, facts.ownAddresses) || isAmong(mail.from.address, facts.ownAddresses)) return no('own-address');
  return { may: true };
}

/**
 * Where an automatic answer goes: to Reply-To where it is one address of the author's own domain, else to the author. So
 * nobody makes us write to a third party. Null without an author; what a person writes may go wherever he decides.
 */
export function answerAddressOf(mail: ParsedMail): string | null {
  const from = mail.from?.address ?? null;
  const [first, ...more] = mail.replyTo;
  if (from === null || first === undefined || more.length > 0) return from;
  return domainOf(first.address) === domainOf(from) ? first.address : from;
}

function domainOf(address: string): string {
  return addressKey(address).split('@').at(-1) ?? '';
}

function isMessageId(id: string): boolean {
  return /^<[!-;=?-~]{1,990}>$/.test(id) && id.includes('@');
}
