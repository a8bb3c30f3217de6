import { addressKey } from './addresses.ts';

/** What a list of senders may hold for an address, most exact first: itself, its domain, and the domains above that. */
export function patternsOf(address: string): string[] {
  const key = addressKey(address);
  const labels = key.slice(key.lastIndexOf('@') + 1).split('.');
  const domains = labels.map((_label, n) => labels.slice(n).join('.')).filter((domain) => domain.includes('.'));
  return [key, ...domains.slice(0, 10)];
}

/** A pattern as the lists keep it: an address, or a domain without `@`, `*.` and dot before it. Null where it is neither. */
export function senderPattern(entered: string): string | null {
  const plain = entered.trim().toLowerCase();
  if (/^[^\s@<>,;*]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(plain)) return addressKey(plain);
  const domain = plain.replace(/^(?:\*?@|\*\.|\.)/, '');
  return /^[^\s@<>,;*]+\.[^\s@<>,;*.]{2,}$/.test(domain) ? addressKey(`x@${domain}`).slice(2) : null;
}
