import type { Authentication, ParsedMail } from './types.ts';

/**
 * What our own mail server found out about the sender (RFC 8601). Only the topmost header counts, and only where it bears
 * the server's name: all below may have come with the mail. Null where nothing of ours stands there.
 * @param authservId as the server calls itself in its headers, e.g. `mx.shop.example`; without one nothing is believed
 */
export function authenticationOf(mail: Pick<ParsedMail, 'headers'>, authservId: string | undefined): Authentication | null {
  const top = mail.headers['authentication-results']?.[0];
  if (top === undefined || authservId === undefined || authservId === '') return null;
  const [name = '', ...results] = withoutComments(top).split(';');
  if (name.trim().split(/\s+/)[0]?.toLowerCase() !== authservId.toLowerCase()) return null;
  const outcome = (method: string): string | null => {
    const found = results.flatMap((result) => new RegExp(`^\\s*${method}\\s*=\\s*([a-z]+)`, 'i').exec(result)?.[1]?.toLowerCase() ?? []);
    // Several signatures: one that holds is enough.
    return found.includes('pass') ? 'pass' : (found[0] ?? null);
  };
  return { by: 'server', ...judged({ spf: outcome('spf'), dkim: outcome('dkim'), dmarc: outcome('dmarc'), arc: outcome('arc') }) };
}

/**
 * DMARC (RFC 7489) alone decides: it alone speaks of the address that people see. ARC is noted and changes nothing: anybody can seal a chain, and
 * we know of no sealer whom a tenant trusts.
 */
export function judged(checks: Omit<Authentication, 'result' | 'by'>): Omit<Authentication, 'by'> {
  if (checks.dmarc === 'pass') return { result: 'pass', ...checks };
  if (checks.dmarc !== 'fail') return { result: 'none', ...checks };
  return { result: checks.dkim === 'pass' || checks.spf === 'pass' ? 'other' : 'fail', ...checks };
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
