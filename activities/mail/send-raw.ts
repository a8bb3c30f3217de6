import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { RefusedRecipient } from '../../db/schema.ts';
import type { SmtpLimits } from './smtp-limits.ts';

/**
 * How a sending ended. `accepted`: at least one recipient; `refused`: the server said no, for good or for now; `broken`: no answer, nothing was
 * sent; `doubtful`: no answer after the final dot, so it may have been delivered.
 */
export type Sending =
  | { type: 'accepted'; response: string; refused: RefusedRecipient[] }
  | { type: 'refused'; isForGood: boolean; code: number; response: string; refused: RefusedRecipient[] }
  | { type: 'broken' | 'doubtful'; response: string };

/** Speaks one mail's SMTP on a signed-in connection, no longer than `limits` in each phase. Never throws. Whatever is not accepted leaves a connection to be closed. */
export function sendRaw(
  connection: SMTPConnection,
  envelope: { from: string; to: string[] },
  raw: Buffer,
  limits: SmtpLimits,
): Promise<Sending> {
  return new Promise((resolve) => {
    let isAllRead = false;
    let isOver = false;
    let timer: NodeJS.Timeout | undefined;
    const finish = (sending: Sending): void => {
      isOver = true;
      clearTimeout(timer);
      connection.off('error', onDrop);
      connection.off('end', onDrop);
      resolve(sending);
    };
    // A server that sends a line now and then keeps nodemailer's own idle timer quiet.
    const allow = (milliseconds: number, phase: string): void => {
      clearTimeout(timer);
      if (isOver) return;
      timer = setTimeout(() => {
        finish(failureOf({ message: `No answer ${phase} within ${milliseconds / 1000} s`, code: 'ETIMEDOUT' }, isAllRead));
        connection.close();
      }, milliseconds);
    };
    // The callback follows in the same tick and knows more; this is for the case that it never comes.
    const onDrop = (error?: SmtpError): void =>
      void setImmediate(() => finish(failureOf(error ?? { message: 'Connection closed' }, isAllRead)));
    connection.once('error', onDrop);
    connection.once('end', onDrop);
    allow(limits.envelope, 'to the envelope');
    // nodemailer reads the stream only when the server has said 354, and writes the final dot when it has read all.
    const stream = Readable.from(pieces(raw, () => allow(limits.piece, 'while the mail was written'))).once('end', () => {
      isAllRead = true;
      allow(limits.finalDot, 'after the final dot');
    });
    connection.send({ ...envelope, size: raw.length }, stream, (error, info) => {
      if (error) finish(failureOf(error, isAllRead));
      else finish({ type: 'accepted', response: info?.response ?? '', refused: (info?.rejectedErrors ?? []).map(refusalOf) });
    });
  });
}

/** What nodemailer tells of a failure. */
type SmtpError = Pick<NodemailerError, 'message' | 'code' | 'responseCode' | 'response' | 'recipient' | 'rejectedErrors'>;

/** A reply is certain whenever it came (RFC 5321 4.2.4); without one the final dot decides. */
function failureOf(error: SmtpError, isAllRead: boolean): Sending {
  const response = error.response ?? error.message;
  const replies = error.rejectedErrors?.length ? error.rejectedErrors : [error];
  const codes = replies.map((one) => one.responseCode ?? 0);
  const refused = (error.rejectedErrors ?? []).map(refusalOf);
  if (codes.every((code) => code >= 400)) {
    return { type: 'refused', isForGood: codes.every((code) => code >= 500), code: Math.min(...codes), response, refused };
  }
  // Without a connection's fault: no valid recipient, or larger than the server announced to take. Trying again changes nothing.
  const isOurs = !isAllRead && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
  if (isOurs) return { type: 'refused', isForGood: true, code: 0, response, refused };
  return { type: isAllRead ? 'doubtful' : 'broken', response: error.code ? `${error.code}: ${response}` : response };
}

const refusalOf = (error: SmtpError): RefusedRecipient => ({
  address: error.recipient ?? '',
  code: error.responseCode ?? 0,
  response: error.response ?? error.message,
});

function* pieces(raw: Buffer, onPiece: () => void, size = 64 * 1024): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += size) {
    onPiece();
    yield raw.subarray(at, at + size);
  }
}
