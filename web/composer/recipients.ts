import type { Message, RequestDetail } from '../../api/types.ts';

/**
 * Whom an answer goes to: the writer of the customer's last message, with everybody else who was on it as a copy, so that third parties who joined are
 * not dropped. Our own mailbox is left out.
 */
export function replyRecipients(
  request: Pick<RequestDetail, 'requester' | 'mailbox'>,
  messages: Message[],
): { to: string[]; cc: string[] } {
  const last = messages.findLast(({ type }) => type === 'customer');
  const own = request.mailbox?.address.toLowerCase();
  const to = last?.from ?? request.requester.address;
  const others = [...(last?.to ?? []), ...(last?.cc ?? [])].filter((address) => {
    const lower = address.toLowerCase();
    return lower !== own && lower !== to?.toLowerCase();
  });
  return { to: to ? [to] : [], cc: [...new Set(others)] };
}
