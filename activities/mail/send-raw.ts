import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface RefusedRecipient {
  address: string;
  /** SMTP reply code. */
  code: number;
  response: string;
}

/**
 * How a sending ended. `accepted`: at least one recipient; `refused`: the server said no, for good or for now; `broken`: no answer, nothing was
 * sent; `doubtful`: no answer after the final dot, so it may have been delivered.
 */
export type Sending =
  | { type: 'accepted'; response: string; refused: RefusedRecipient[] }
  | { type: 'refused'; isForGood: boolean; response: string }
  | { type: 'broken' | 'doubtful'; response: string };

/** Speaks one mail's SMTP on a signed-in connection. Never throws. */
export function sendRaw(connection: SMTPConnection, envelope: { from: string; to: string[] }, raw: Buffer): Promise<Sending> {
  let isAllRead = false;
  const stream = Readable.from(pieces(raw)).once('end', () => (isAllRead = true));
  return new Promise((resolve) => {
    // The callback follows in the same tick and knows more; this is for the case that it never comes.
    const onDrop = (error?: SmtpError): void =>
      void setImmediate(() => resolve(failureOf(error ?? { message: 'Connection closed' }, isAllRead)));
    connection.once('error', onDrop);
    connection.once('end', onDrop);
    // nodemailer reads the stream only when the server has said 354, and writes the final dot when it has read all.
    connection.send({ ...envelope, size: raw.length }, stream, (error, info) => {
      connection.off('error', onDrop);
      connection.off('end', onDrop);
      if (error) resolve(failureOf(error, isAllRead));
      else resolve({ type: 'accepted', response: info?.response ?? '', refused: (info?.rejectedErrors ?? []).map(refusalOf) });
    });
  });
}

/** What nodemailer tells of a failure. */
type SmtpError = Pick<NodemailerError, 'message' | 'code' | 'responseCode' | 'response' | 'recipient' | 'rejectedErrors'>;

/** A reply is certain whenever it came (RFC 5321 4.2.4); without one the final dot decides. */
function failureOf(error: SmtpError, isAllRead: boolean): Sending {
  const response = error.response ?? error.message;
  const replies = error.rejectedErrors?.length ? error.rejectedErrors : [error];
  if (replies.every((one) => (one.responseCode ?? 0) >= 400)) {
    return { type: 'refused', isForGood: replies.every((one) => (one.responseCode ?? 0) >= 500), response };
  }
  // Without a connection's fault: no valid recipient, or larger than the server announced to take. Trying again changes nothing.
  const isOurs = !isAllRead && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
  if (isOurs) return { type: 'refused', isForGood: true, response };
  return { type: isAllRead ? 'doubtful' : 'broken', response: error.code ? `${error.code}: ${response}` : response };
}

const refusalOf = (error: SmtpError): RefusedRecipient => ({
  address: error.recipient ?? '',
  code: error.responseCode ?? 0,
  response: error.response ?? error.message,
});

function* pieces(raw: Buffer, size = 64 * 1024): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += size) yield raw.subarray(at, at + size);
}
