import type { Trx } from '../../db/client.ts';
import { originalOf, readInbound } from '../../db/inbound-mail.ts';
import { overrulingsOf } from '../../db/overrulings.ts';
import { deedsOf } from '../../domain/mail/overrule.ts';
import { parseMail } from '../../domain/mail/parse.ts';
import { reasonText } from '../../domain/mail/reasons.ts';
import { ProblemError } from '../problems.ts';

const longestText = 4000;

/** A ledger row with what its mail says. @throws ProblemError not-found. */
export async function ledgerMail(trx: Trx, id: string, language: 'de' | 'en') {
  const row = await readInbound(trx, id);
  if (!row) throw new ProblemError('not-found');
  const [mail, said, request] = [
    await parseMail(originalOf(row)),
    await overrulingsOf(trx, id),
    row.request === null
      ? undefined
      : await trx.selectFrom('request').select(['id', 'number']).where('id', '=', row.request).executeTakeFirst(),
  ];
  const standing = said.find((one) => one.state === 'done' && !one.undone && one.deed !== 'undo');
  return {
    id: row.id,
    mailbox: row.mailbox,
    folder: row.folder,
    uid: row.uid,
    size: row.size,
    receivedAt: row.received_at,
    verdict: row.verdict,
    reason: row.reason && reasonText(row.reason, language),
    reasonCode: row.reason,
    request: request ?? null,
    attempts: row.attempts,
    error: row.error,
    decidedAt: row.decided_at,
    sender: mail.from?.address ?? null,
    subject: mail.subject,
    from: mail.from,
    to: mail.to.map((one) => one.address),
    text: mail.text.slice(0, longestText).toWellFormed(),
    attachments: mail.attachments.map(({ filename, size }) => ({ filename, size })),
    deeds: [...deedsOf(row.verdict)],
    overrulings: said.map(({ id, deed, state, problem, accountId, accountName, at, before }) => ({
      id,
      deed,
      state,
      problem,
      by: { id: accountId, name: accountName },
      at,
      isUndoable: id === standing?.id && typeof before === 'object' && before !== null && !('closed' in before),
    })),
  };
}
