import { announce } from '../../db/changes.ts';
import type { CommitWith, Trx } from '../../db/client.ts';
import { decideInbound, type InboundRow, originalOf } from '../../db/inbound-mail.ts';
import { ownMailboxes } from '../../db/mailboxes.ts';
import { authenticationOf } from '../../domain/mail/authentication.ts';
import { fingerprintOf } from '../../domain/mail/fingerprint.ts';
import type { VerdictKind } from '../../domain/mail/known.ts';
import { parseMail } from '../../domain/mail/parse.ts';
import type { Authentication } from '../../domain/mail/types.ts';
import type { Services } from '../work.ts';
import { knownFacts } from './known-facts.ts';
import type { MailInHand, Taker, TakenIn } from './mail-in-hand.ts';
import { takeInAutomatic, takeInBounce } from './take-in-machine-mail.ts';
import { takeInExpertAnswer } from './take-in-expert-answer.ts';
import { takeInReply, takeInRequest } from './take-in-customer-mail.ts';

/** A mail of the ledger with all that the filters want to know about it. @param checked by ourselves; else what the ledger says, or our server. */
export async function readMail(
  trx: Trx,
  services: Services,
  row: InboundRow,
  checked: Authentication | null = checkedBefore(row),
): Promise<Omit<MailInHand, 'verdict' | 'key'>> {
  const [mailboxes, mail] = await Promise.all([ownMailboxes(trx), parseMail(originalOf(row))]);
  const mailbox = mailboxes.find((one) => one.id === row.mailbox);
  const authentication = authenticationOf(mail, mailbox?.imap.authservId) ?? checked;
  const known = await knownFacts(trx, { row, mail, mailboxes, authentication, secretKey: services.secretKey });
  return { row, mail, mailbox, known, authentication };
}

/** Writes the verdict and what follows from it: the filters' and people's come through here. @param ending of the transaction, where this is the last of it. */
export async function settleMail(trx: Trx, inHand: MailInHand, ending: CommitWith = (last) => last): Promise<TakenIn> {
  const { row, mail, verdict, authentication } = inHand;
  const taken = await (takers[verdict.verdict] ?? keepInLedger)(trx, inHand);
  const decided = decideInbound(trx, row.id, {
    ...taken,
    verdict: verdict.verdict,
    reason: verdict.reason,
    detail: { ...(authentication === null ? {} : { senderCheck: authentication }), ...verdict.detail, ...taken.detail },
    fingerprint: fingerprintOf(mail),
    sender: mail.from?.address ?? null,
    subject: mail.subject.slice(0, 300).toWellFormed(),
  });
  // What became part of a request is told with it.
  const isNews = !taken.request || verdict.verdict === 'quarantined';
  await ending(Promise.all([decided, announce(trx, isNews ? [{ entity: 'mail', id: row.id }] : [])]));
  return taken;
}

/** What the ledger's row noted when it was judged for the first time. */
function checkedBefore({ detail }: InboundRow): Authentication | null {
  return (detail as { senderCheck?: Authentication } | null)?.senderCheck ?? null;
}

/** What each verdict does; those that are not named stand in the ledger alone. */
const takers: Partial<Record<VerdictKind, Taker>> = {
  request: takeInRequest,
  reply: takeInReply,
  'expert-answer': takeInExpertAnswer,
  bounce: takeInBounce,
  automatic: takeInAutomatic,
};

const keepInLedger: Taker = async (_trx, { verdict }) => ({
  request: verdict.requestId ?? null,
  consultation: verdict.consultationId ?? null,
});
