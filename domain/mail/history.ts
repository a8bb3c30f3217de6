import { isAmong, withoutTag } from './addresses.ts';
import { classifyMail } from './filter.ts';
import { knownNothing, type Verdict } from './known.ts';
import type { ParsedMail } from './types.ts';

/** What is known of a mail of before our time. */
export interface History {
  ownAddresses: string[];
  /** As Maildir writes them. */
  flags: string;
  /** Only its beginning was taken. */
  isCut: boolean;
  /** Ledger id of the same mail that came another way. */
  duplicateOf: string | null;
  /** It went out from here, and this request has it already. */
  sentFor: string | null;
}

export interface HistoricVerdict extends Pick<Verdict, 'verdict' | 'reason' | 'detail'> {
  /** What kind of message it becomes; null: it stands in the ledger alone. */
  as: 'customer' | 'agent' | 'automatic' | 'delivery' | null;
}

/** What a mail was, for history alone: nobody answers it, and nothing it says is acted upon. */
export function historicVerdict(mail: ParsedMail, history: History): HistoricVerdict {
  const left = (reason: Verdict['reason'], detail: Verdict['detail'] = {}): HistoricVerdict => ({
    verdict: 'filtered',
    reason,
    detail,
    as: null,
  });
  if (history.isCut) return left('M902 too-large');
  if (/[DT]/.test(history.flags)) return left('M813 draft-or-deleted');
  if (history.duplicateOf !== null) return left('M101 duplicate', { duplicateOf: history.duplicateOf });
  if (history.sentFor !== null) return left('M201 own-message-id');
  const { verdict, reason, detail } = classifyMail(mail, knownNothing());
  const isMachine = verdict === 'bounce' || verdict === 'automatic';
  if (mail.from !== null && isAmong(withoutTag(mail.from.address), history.ownAddresses)) {
    return { verdict: 'reply', reason: 'M812 own-history', detail: {}, as: isMachine ? 'automatic' : 'agent' };
  }
  if (isMachine) return { verdict, reason, detail, as: 'delivery' };
  if (mail.from === null) return left('M803 no-sender');
  return { verdict: 'request', reason: 'M811 history', detail: {}, as: 'customer' };
}
