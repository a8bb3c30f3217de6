import type { Trx } from '../../db/client.ts';
import { mailPolicy } from '../../db/mail-policy.ts';
import { addressKey, isAmong, withoutTag } from '../../domain/mail/addresses.ts';
import type { Known } from '../../domain/mail/known.ts';

/**
 * The requester, the customer's known addresses, whom the customer copied in and whom agents wrote to; never ourselves, never an expert. Who belongs to a request
 * belongs to the one that it was merged into. `wanted`: requests that go on.
 */
export async function participantsOf(trx: Trx, wanted: string[], own: string[]): Promise<Known['requests']> {
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return {};
  const rows = await trx
    .selectFrom('request')
    .select(['id', 'merged_into', 'requester_address', 'customer', 'closed_at'])
    .where((eb) => eb.or([eb('id', 'in', ids), eb('merged_into', 'in', ids)]))
    .execute();
  if (rows.length === 0) return {};
  const customers = rows.flatMap((row) => row.customer ?? []);
  const addresses =
    customers.length === 0
      ? []
      : await trx.selectFrom('customer_address').select(['customer', 'address']).where('customer', 'in', customers).execute();
  const messages = await trx
    .selectFrom('message')
    .select(['request', 'from_address', 'to_addresses', 'cc_addresses', 'type'])
    .where(
      'request',
      'in',
      rows.map((row) => row.id),
    )
    .where('type', 'in', ['customer', 'agent'])
    .where('withdrawn_at', 'is', null)
    .execute();
  const isExpired = await expiry(trx, rows);
  const of = (row: (typeof rows)[number]): string[] => {
    const written = messages.filter((message) => message.request === row.id);
    return [
      row.requester_address,
      ...addresses.filter((one) => one.customer === row.customer).map((one) => one.address),
      ...written.flatMap(({ type, from_address, to_addresses, cc_addresses }) =>
        type === 'customer' ? [from_address, ...cc_addresses] : [...to_addresses, ...cc_addresses],
      ),
    ].flatMap((address) => (address === null || isAmong(withoutTag(address), own) ? [] : [addressKey(address)]));
  };
  const leading = rows.filter((row) => ids.includes(row.id));
  return Object.fromEntries(
    leading.map((row) => {
      const members = [row, ...rows.filter((one) => one.merged_into === row.id)];
      return [row.id, { participants: [...new Set(members.flatMap(of))], isExpired: isExpired(row) }];
    }),
  );
}

/** Reply addresses, ids and tags hold as long as the request is open, and so many days after. */
async function expiry(trx: Trx, rows: { closed_at: Date | null }[]): Promise<(row: { closed_at: Date | null }) => boolean> {
  if (rows.every((row) => row.closed_at === null)) return () => false;
  const { replyDays } = await mailPolicy(trx);
  const limit = Date.now() - replyDays * 86_400_000;
  return ({ closed_at }) => closed_at !== null && closed_at.getTime() < limit;
}
