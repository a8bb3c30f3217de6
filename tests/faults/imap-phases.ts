import type { Fault } from './tcp-proxy.ts';

/** Where a conversation in IMAP can break: before a byte, or at what one side says there. */
export const imapPhases = {
  connect: 'connect',
  greeting: { from: 'server', says: /^\* OK/ },
  login: { from: 'client', says: / (LOGIN|AUTHENTICATE) /i },
  'login-answer': { from: 'server', says: /^\S+ OK .*(signed|logged)/im },
  select: { from: 'client', says: / SELECT / },
  'select-answer': { from: 'server', says: 'UIDVALIDITY' },
  search: { from: 'client', says: 'UID SEARCH' },
  'search-answer': { from: 'server', says: /\* (SEARCH|ESEARCH)/ },
  sizes: { from: 'client', says: 'RFC822.SIZE' },
  fetch: { from: 'client', says: 'BODY.PEEK[]' },
  'fetch-answer': { from: 'server', says: /BODY\[\] \{\d+\}/ },
  store: { from: 'client', says: 'UID STORE' },
  'store-answer': { from: 'server', says: /FETCH \(.*FLAGS/ },
  idle: { from: 'client', says: / IDLE\r\n/ },
  'idle-answer': { from: 'server', says: /^\+ /m },
  done: { from: 'client', says: 'DONE' },
} satisfies Record<string, Fault['at']>;

export type ImapPhase = keyof typeof imapPhases;
