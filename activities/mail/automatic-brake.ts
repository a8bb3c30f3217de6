import { deadAmong } from '../../db/address-health.ts';
import { automaticPast } from '../../db/automatic-mails.ts';
import type { Trx } from '../../db/client.ts';
import { mailPolicy } from '../../db/mail-policy.ts';
import { addressKey } from '../../domain/mail/addresses.ts';
import { brakeOf } from '../../domain/mail/brakes.ts';

export interface AutomaticMail {
  request: string;
  /** Who would get it. */
  address: string;
  /** Key of the standard answer; null where it is none. */
  answer: string | null;
  now: Date;
}

/** Why no machine may write to this request's customer now, as a stable reason; null where it may. */
export async function automaticBrake(trx: Trx, mail: AutomaticMail): Promise<string | null> {
  const { request, address, now } = mail;
  const [{ stopped }, last, dead, past] = await Promise.all([
    mailPolicy(trx),
    lastTakenIn(trx, request),
    deadAmong(trx, [addressKey(address)]),
    automaticPast(trx, mail),
  ]);
  if (stopped) return 'stopped';
  if (last?.reread) return 'restored';
  const detail = last?.detail;
  const forbidden = detail && typeof detail === 'object' && !Array.isArray(detail) ? detail.noAutomaticAnswer : undefined;
  if (typeof forbidden === 'string') return forbidden;
  if (dead.length > 0) return 'dead-address';
  return brakeOf(past, now);
}

function lastTakenIn(trx: Trx, request: string) {
  return trx
    .selectFrom('inbound_mail')
    .select(['detail', 'reread'])
    .where('request', '=', request)
    .where('verdict', 'in', ['request', 'reply'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}
