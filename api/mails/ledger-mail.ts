import type { Trx } from '../../db/client.ts';
import { originalOf, readInbound } from '../../db/inbound-mail.ts';
import { mailboxById } from '../../db/mailboxes.ts';
import { overrulingsOf } from '../../db/overrulings.ts';
import { authenticationOf } from '../../domain/mail/authentication.ts';
import { deedsOf } from '../../domain/mail/overrule.ts';
import { parseMail } from '../../domain/mail/parse.ts';
import { newTextOf } from '../../domain/mail/quoted.ts';
import { reasonText } from '../../domain/mail/reasons.ts';
import { signatureFromOf } from '../../domain/mail/signature.ts';
import type { Authentication, ParsedMail } from '../../domain/mail/types.ts';
import type { Variables } from '../../domain/process/types.ts';
import { ProblemError } from '../problems.ts';
import { isUndoable } from './undoable.ts';

const longestText = 20_000;

/** A ledger row with what its mail says. @throws ProblemError not-found. */
export async function ledgerMail(trx: Trx, id: string, language: 'de' | 'en') {
  const row = await readInbound(trx, id);
  if (!row) throw new ProblemError('not-found');
  const { senderCheck, ...facts } = (row.detail ?? {}) as Variables & { senderCheck?: Authentication };
  const [mail, said, numbers, mailbox] = [
    await parseMail(originalOf(row)),
    await overrulingsOf(trx, id),
    await numbersOf(trx, [row.request, ...namedIn(facts)]),
    await mailboxById(trx, row.mailbox),
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
    request: numbers.find((one) => one.id === row.request) ?? null,
    attempts: row.attempts,
    error: row.error,
    decidedAt: row.decided_at,
    sender: mail.from?.address ?? null,
    subject: mail.subject,
    messageId: mail.messageId,
    date: mail.date,
    from: mail.from,
    replyTo: mail.replyTo,
    to: mail.to.map((one) => one.address),
    cc: mail.cc.map((one) => one.address),
    ...textOf(mail),
    hasHtml: mail.html !== null,
    attachments: mail.attachments.map(({ filename, size }) => ({ filename, size })),
    authentication: senderCheck ?? authenticationOf(mail, mailbox?.imap.authservId),
    facts,
    named: numbers.filter((one) => one.id !== row.request),
    deeds: [...deedsOf(row.verdict)],
    overrulings: said.map(({ id, deed, state, problem, accountId, accountName, at, before }) => ({
      id,
      deed,
      state,
      problem,
      by: { id: accountId, name: accountName },
      at,
      isUndoable: id === standing?.id && isUndoable(before),
    })),
  };
}

/** The beginning of a long one, with where its signature and what it quotes begin. */
function textOf({ text, quotedFrom }: Pick<ParsedMail, 'text' | 'quotedFrom'>) {
  const isCut = text.length > longestText;
  const shown = {
    text: text.slice(0, longestText).toWellFormed(),
    quotedFrom: (quotedFrom ?? longestText) < longestText ? quotedFrom : null,
  };
  return { ...shown, isCut, signatureFrom: isCut ? null : signatureFromOf(newTextOf(shown)) };
}

/** Where the filters write ids of requests. */
function namedIn({ alsoNames, names }: Variables): string[] {
  return [alsoNames, names].flatMap((one) => (Array.isArray(one) ? one.filter((id) => typeof id === 'string') : []));
}

async function numbersOf(trx: Trx, ids: (string | null)[]): Promise<{ id: string; number: string }[]> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return [];
  return trx.selectFrom('request').select(['id', 'number']).where('id', 'in', known).execute();
}
