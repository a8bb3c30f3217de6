import type { Trx } from '../../db/client.ts';

/** Two machines that answer each other are stopped here at the latest; a process of ours sends one or two. */
const mostPerHour = 10;

/** Why no machine may write to this request's customer now, as a stable reason; null where it may. */
export async function automaticBrake(trx: Trx, request: string, now = new Date()): Promise<string | null> {
  const [last, { count }] = await Promise.all([
    trx
      .selectFrom('inbound_mail')
      .select(['detail', 'reread'])
      .where('request', '=', request)
      .where('verdict', 'in', ['request', 'reply'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
    trx
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('request', '=', request)
      .where('purpose', '=', 'automatic')
      .where('created_at', '>', new Date(now.getTime() - 3_600_000))
      .executeTakeFirstOrThrow(),
  ]);
  if (last?.reread) return 'restored';
  const detail = last?.detail;
  const forbidden = detail && typeof detail === 'object' && !Array.isArray(detail) ? detail.noAutomaticAnswer : undefined;
  if (typeof forbidden === 'string') return forbidden;
  return Number(count) >= mostPerHour ? 'too-many' : null;
}
