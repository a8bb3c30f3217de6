import type { Known } from './known.ts';
import type { ParsedMail } from './types.ts';

/**
 * What our own mail server found out about the sender (RFC 8601). Only the topmost header counts, and only where it bears
 * the server's name: all below may have come with the mail. `none` where nothing of ours stands there.
 * @param authservId as the server calls itself in its headers, e.g. `mx.shop.example`; without one nothing is believed
 */
export function authenticationOf(mail: Pick<ParsedMail, 'headers'>, authservId: string | undefined): Known['authentication'] {
  const top = mail.headers['authentication-results']?.[0];
  if (top === undefined || authservId === undefined || authservId === '') return 'none';
  const [name = '', ...results] = withoutComments(top).split(';');
  if (name.trim().split(/\s+/)[0]?.toLowerCase() !== authservId.toLowerCase()) return 'none';
  const outcomes = (method: string): string[] =>
    results.flatMap((result) => new RegExp(`^\\s*${method}\\s*=\\s*([a-z]+)`, 'i').exec(result)?.[1]?.toLowerCase() ?? []);
  const dmarc = outcomes('dmarc')[0];
  if (dmarc === 'pass') return 'pass';
  if (dmarc !== 'fail') return 'none';
  return [...outcomes('dkim'), ...outcomes('spf')].includes('pass') ? 'other' : 'fail';
}

/** Comments (RFC 5322) may hold anything, semicolons included. */
function withoutComments(value: string): string {
  let depth = 0;
  let kept = '';
  for (const letter of value.slice(0, 10_000)) {
    if (letter === '(') depth += 1;
    else if (letter === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += letter;
  }
  return kept;
}
