import { callbackify } from 'node:util';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { headerField } from './mime.ts';

/** A mail as it came over SMTP. */
export interface ReceivedMail {
  /** Empty for bounces. */
  from: string;
  to: string[];
  messageId: string | null;
  raw: Buffer;
}

/** What the server does with a mail whose last dot has arrived; anything but `accept` is for tests. */
export type Verdict =
  | 'accept'
  | { refuse: number; text: string }
  /** The mail is kept, but the sender never learns of it: the connection breaks before the answer. */
  | 'accept-and-hang-up'
  | 'hang-up';

export interface SmtpOptions {
  mayReceive: (address: string) => boolean;
  signIn: (user: string, password: string) => boolean;
  takesToken?: (user: string, token: string) => boolean;
  verdict: (mail: ReceivedMail) => Verdict | Promise<Verdict>;
  /** Keeps the mail; 250 OK goes out when it returns. */
  keep: (mail: ReceivedMail) => void;
  /** Breaks the connection of the client at this port. */
  hangUp: (remotePort: number) => void;
}

/** An SMTP server that takes mail for reserved domains only. Signing in is possible, not required. */
export function createSmtpServer({ mayReceive, signIn, takesToken, verdict, keep, hangUp }: SmtpOptions): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // Its certificate would be a self-made one, which clients rightly refuse.
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    banner: 'Vorgang demo mail server',
    size: 50 * 1024 * 1024,
    authMethods: ['PLAIN', 'LOGIN', ...(takesToken ? ['XOAUTH2'] : [])],
    onAuth({ username, password, accessToken }, _session, callback) {
      const user = username ?? '';
      if (accessToken ? takesToken?.(user, accessToken) : signIn(user, password ?? '')) callback(null, { user });
      else callback(answer(535, 'Wrong name or password'));
    },
    onRcptTo({ address }, _session, callback) {
      if (mayReceive(address)) callback();
      else callback(answer(550, 'This demo delivers only to .example and .test; nothing leaves this machine'));
    },
    onData(stream, session, callback) {
      callbackify(take)(stream, session, callback);
    },
  });
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    const mail = await receive(stream, session);
    if (stream.sizeExceeded) throw answer(552, 'The mail is too large');
    const decided = await verdict(mail);
    if (typeof decided === 'object') throw answer(decided.refuse, decided.text);
    if (decided !== 'hang-up') keep(mail);
    if (decided !== 'accept') hangUp(session.remotePort);
  };
  server.on('error', () => {});
  return server;
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const { mailFrom, rcptTo } = session.envelope;
  const header = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
  return {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    messageId: headerField(header, 'message-id'),
    raw,
  };
}

function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
