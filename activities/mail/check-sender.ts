import { authenticate, type DNSResolver } from 'mailauth';
import { isPublicAddress } from '../../config/public-address.ts';
import { judged } from '../../domain/mail/authentication.ts';
import type { Authentication, ParsedMail } from '../../domain/mail/types.ts';

/**
 * Checks SPF, DKIM, DMARC and ARC of a mail ourselves, for servers that do not. Never throws and never takes longer than `patience`
 * (milliseconds): where a name server fails or is slow, nothing is known (`temperror` in words), and the mail goes its way as without a check.
 */
export async function checkSender(
  raw: Buffer,
  { headers, returnPath }: ParsedMail,
  resolver: DNSResolver,
  patience = 5000,
): Promise<Authentication> {
  const unknown: Authentication = { by: 'us', result: 'none', spf: null, dkim: null, dmarc: 'temperror', arc: null };
  const client = clientOf(headers['received'] ?? []);
  const timer = AbortSignal.timeout(patience);
  const late = new Promise<Authentication>((resolve) => timer.addEventListener('abort', () => resolve(unknown), { once: true }));
  const checked = authenticate(raw, {
    ...(client === null ? {} : { ...client, sender: returnPath ?? '' }),
    mta: 'vorgang.invalid',
    resolver,
    disableBimi: true,
  }).then(
    ({ spf, dkim, dmarc, arc }): Authentication => {
      const word = (status: { result: string } | undefined): string | null => status?.result ?? null;
      const signatures = dkim.results.map((one) => one.status.result);
      const checks = {
        spf: word(spf === false ? undefined : spf.status),
        dkim: signatures.includes('pass') ? 'pass' : (signatures[0] ?? null),
        dmarc: word(dmarc === false ? undefined : dmarc.status),
        arc: word(arc === false ? undefined : arc.status),
      };
      // Where the server does not say from whom it took the mail, SPF could not speak, and a failed DMARC proves nothing.
      const isHalf = client === null && checks.dmarc === 'fail';
      return { by: 'us', ...judged(checks), ...(isHalf ? { result: 'none' as const } : {}) };
    },
    () => unknown,
  );
  return Promise.race([checked, late]);
}

/** From whom our servers took the mail: the newest Received that names an address of the open internet; those above are hops within the house. */
function clientOf(received: string[]): { ip: string; helo: string } | null {
  for (const value of received.slice(0, 10)) {
    const from = /^\s*from\s+([^\s;()[\]]+)?([^;]*?)(?:\sby\s|;|$)/i.exec(value.slice(0, 2000));
    const ip = /\[(?:IPv6:)?([0-9a-f.:]{3,45})\]/i.exec(`${from?.[1] ?? ''} ${from?.[2] ?? ''}`)?.[1];
    if (from !== null && ip !== undefined && isPublicAddress(ip)) return { ip, helo: from[1] ?? '' };
  }
  return null;
}
