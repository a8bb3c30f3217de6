/** What an administrator is told when a mailbox cannot be read or written. `code` is stable. */
export interface MailboxError {
  code: string;
  de: string;
  en: string;
}

/** In plain words, without addresses, passwords or the server's own text. */
export function mailboxErrorOf(error: unknown): MailboxError {
  const {
    code: given = '',
    originalCode,
    authenticationFailed = false,
    responseStatus = '',
  } = error as {
    code?: string;
    originalCode?: string;
    authenticationFailed?: boolean;
    responseStatus?: string;
  };
  // nodemailer says ESOCKET for all that goes wrong with a connection, and beside it what it was.
  const code = given === 'ESOCKET' ? (originalCode ?? given) : given;
  const found = meanings.find(({ codes }) => codes.includes(code));
  if (authenticationFailed || code === 'EAUTH') return refusedLogin;
  if (found) return { code: found.code, de: found.de, en: found.en };
  if (responseStatus === 'NO' || responseStatus === 'BAD') return refusedCommand;
  if (error instanceof Error && error.message.includes('SECRET_KEY')) return lockedPassword;
  return { code: 'unknown', de: `Unerwarteter Fehler (${code || 'ohne Kennung'}).`, en: `Unexpected error (${code || 'no code'}).` };
}

/** What was written down in a mailbox's language, for a reader of another one. What these errors do not hold stays as it is. */
export function errorIn(language: 'de' | 'en', text: string): string {
  const known = [refusedLogin, refusedCommand, lockedPassword, ...meanings].find((one) => text.endsWith(one.de) || text.endsWith(one.en));
  if (!known) return text;
  const written = text.endsWith(known.de) ? known.de : known.en;
  return text.slice(0, text.length - written.length) + known[language];
}

const refusedLogin: MailboxError = {
  code: 'login-refused',
  de: 'Der Server hat Benutzername oder Kennwort abgelehnt. Bitte die Zugangsdaten prüfen.',
  en: 'The server refused user name or password. Please check them.',
};
const refusedCommand: MailboxError = {
  code: 'command-refused',
  de: 'Der Server hat einen Befehl abgelehnt. Gibt es den Ordner noch, und darf dieser Zugang ihn lesen?',
  en: 'The server refused a command. Does the folder still exist, and may this user read it?',
};
const lockedPassword: MailboxError = {
  code: 'password-sealed',
  de: 'Das gespeicherte Kennwort lässt sich nicht öffnen: SECRET_KEY ist ein anderer. Bitte das Kennwort neu eingeben.',
  en: 'The stored password cannot be opened: SECRET_KEY is another one. Please enter the password again.',
};

const meanings: (MailboxError & { codes: string[] })[] = [
  {
    codes: ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'],
    code: 'unreachable',
    de: 'Der Server ist nicht erreichbar. Läuft er, und stimmt der Port?',
    en: 'The server cannot be reached. Is it running, and is the port right?',
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN', 'EDNS'],
    code: 'unknown-host',
    de: 'Den Server kennt niemand unter diesem Namen. Bitte den Namen prüfen.',
    en: 'Nobody knows a server of this name. Please check the name.',
  },
  {
    codes: ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'ETIMEOUT', 'ETIMEDOUT'],
    code: 'silent',
    de: 'Der Server antwortet nicht.',
    en: 'The server does not answer.',
  },
  {
    codes: [
      'NoConnection',
      'EConnectionClosed',
      'ClosedAfterConnectText',
      'ClosedAfterConnectTLS',
      'ECONNRESET',
      'EPIPE',
      'ECONNECTION',
      'ESOCKET',
    ],
    code: 'dropped',
    de: 'Der Server hat die Verbindung getrennt. Es wird weiter versucht.',
    en: 'The server closed the connection. Trying again.',
  },
  {
    codes: [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'ETLS',
    ],
    code: 'certificate',
    de: 'Das Zertifikat des Servers ist ungültig oder gehört zu einem anderen Namen.',
    en: "The server's certificate is not valid or belongs to another name.",
  },
  {
    codes: ['OAUTH_GRANT'],
    code: 'token-ended',
    de: 'Die Anmeldung beim Anbieter (OAuth) ist abgelaufen oder wurde widerrufen. Bitte beim Anbieter neu zustimmen und das neue Refresh-Token eintragen.',
    en: 'The sign-in at the provider (OAuth) has ended or was revoked. Please give consent there again and enter the new refresh token.',
  },
  {
    codes: ['OAUTH_CLIENT'],
    code: 'client-refused',
    de: 'Der Anbieter lehnt unsere Anmeldung (OAuth) ab. Bitte Client-ID, Client-Geheimnis und Umfang prüfen.',
    en: 'The provider refuses our registration (OAuth). Please check client id, client secret and scope.',
  },
  {
    codes: ['OAUTH_ENDPOINT'],
    code: 'token-endpoint',
    de: 'Der Anbieter gibt gerade kein Zugriffstoken heraus. Es wird weiter versucht.',
    en: 'The provider gives out no access token at the moment. Trying again.',
  },
  {
    codes: ['ETHROTTLE'],
    code: 'throttled',
    de: 'Der Server bremst uns. Es geht langsamer weiter.',
    en: 'The server slows us down. It goes on more slowly.',
  },
];
