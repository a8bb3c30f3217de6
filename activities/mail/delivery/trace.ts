import type { SMTPServerSession } from 'smtp-server';

export interface Handed {
  /** Envelope sender; empty for bounces. */
  from: string;
  /** Envelope recipients that have the same mailbox. */
  to: string[];
  by: string;
  at: Date;
  session: Pick<SMTPServerSession, 'id' | 'remoteAddress' | 'hostNameAppearsAs' | 'transmissionType'>;
  /** Whether whoever hands mail to us is trusted to have checked it: our own mail server, by LMTP. */
  isTrusted: boolean;
}

/**
 * What stands on top of a mail that was handed to us (RFC 5321, section 4.4). Where nobody of ours has checked the sender a result that says so comes first (RFC 8601,
 * section 5): those below it came with the mail and prove nothing.
 */
export function traceOf({ from, to, by, at, session, isTrusted }: Handed): string {
  const { id, remoteAddress, hostNameAppearsAs, transmissionType } = session;
  const lines = [
    `Return-Path: <${plain(from)}>`,
    ...to.map((address) => `Delivered-To: ${plain(address)}`),
    `Received: from ${plain(hostNameAppearsAs)} ([${plain(remoteAddress)}]) by ${plain(by)} with ${plain(transmissionType)} id ${plain(id)}; ${at.toUTCString().replace('GMT', '+0000')}`,
    ...(isTrusted ? [] : ['Authentication-Results: vorgang.invalid; none']),
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** A word of the other side within a header of ours: no line end, no comment, no second field. */
const plain = (text: string): string => text.replaceAll(/[\p{C}\s()<>;\\"]/gu, '').slice(0, 320);
