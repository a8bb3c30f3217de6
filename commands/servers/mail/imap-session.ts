import type { Socket } from 'node:net';
import { fetchItems, planFetch } from './imap-fetch.ts';
import { folderCommands } from './imap-folders.ts';
import { compileSearch } from './imap-search.ts';
import { SelectedFolder } from './imap-selected.ts';
import { commandReader, imapString, inSet, Refusal, type Token, tokenize } from './imap-syntax.ts';
import type { MailFolder, MailStore, StoredMail } from './store.ts';

/** What a signed-in session may reach: one mailbox, or with the post office's name every inbox by its address. */
export interface Account {
  folder(name: string): MailFolder | undefined;
  folders(): { name: string; specialUse: string | null }[];
  /** Address of the mailbox; null for the post office, which only reads. */
  address: string | null;
}

export interface ImapOptions {
  store: MailStore;
  signIn: (user: string, password: string) => Account | null;
  /** With an access token; absent: nobody signs in so. */
  withToken?: (user: string, token: string) => Account | null;
}

const capabilities = 'IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN ID ENABLE IDLE NAMESPACE UIDPLUS MOVE SPECIAL-USE UNSELECT CHILDREN';

const capabilitiesOf = ({ withToken }: ImapOptions): string => (withToken ? `${capabilities} AUTH=XOAUTH2` : capabilities);

/** Speaks IMAP on a connection until it closes. */
export function serveImap(socket: Socket, options: ImapOptions): ImapSession {
  return new ImapSession(socket, options);
}

/** One connection of an IMAP client (RFC 3501 with IDLE, MOVE, UIDPLUS, SPECIAL-USE). */
export class ImapSession {
  account: Account | null = null;
  selected: SelectedFolder | null = null;
  readonly store: MailStore;
  readonly #options: ImapOptions;
  readonly #socket: Socket;
  /** Takes the next line instead of a command: IDLE's DONE, AUTHENTICATE's answer. */
  #nextLine: ((line: string) => void) | null = null;
  #idling = false;
  readonly #onChange = () => {
    if (this.#idling) this.sendNews(true);
  };

  constructor(socket: Socket, options: ImapOptions) {
    this.#socket = socket;
    this.#options = options;
    this.store = options.store;
    const read = commandReader(
      (text) => this.#onLine(text),
      () => this.send('+ go ahead'),
    );
    socket.on('data', read);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.select(null));
    this.send(`* OK [CAPABILITY ${capabilitiesOf(options)}] Vorgang demo mail server`);
  }

  /** Lines are strings of bytes. */
  send(...lines: string[]): void {
    if (this.#socket.writable) this.#socket.write(Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1'));
  }

  sendNews(withExpunge: boolean): void {
    const lines = this.selected?.news(withExpunge) ?? [];
    if (lines.length > 0) this.send(...lines);
  }

  select(folder: MailFolder | null, readOnly = false): void {
    this.selected?.folder.listeners.delete(this.#onChange);
    this.selected = folder && new SelectedFolder(this.store, folder, readOnly);
    folder?.listeners.add(this.#onChange);
  }

  #onLine(line: string): void {
    if (this.#nextLine) {
      const take = this.#nextLine;
      this.#nextLine = null;
      take(line);
      return;
    }
    const [, tag = '*', command = ''] = /^(\S+) (.*)$/s.exec(line) ?? [];
    try {
      const [name = '', ...args] = tokenize(command);
      this.#run(tag, String(name).toUpperCase(), args);
    } catch (error) {
      this.send(`${tag} ${error instanceof Refusal ? error.kind : 'BAD'} ${(error as Error).message}`);
    }
  }

  #run(tag: string, name: string, args: Token[]): void {
    if (name === 'AUTHENTICATE') return this.#authenticate(tag, args);
    if (name === 'LOGIN') return this.#signIn(tag, text(args[0]), text(args[1]));
    if (name === 'IDLE') return this.#idle(tag);
    if (name === 'LOGOUT') {
      this.send('* BYE until next time', `${tag} OK`);
      this.#socket.end();
      return;
    }
    const byUid = name === 'UID';
    const verb = byUid ? text(args.shift()).toUpperCase() : name;
    const result = this.#answer(verb, args, byUid);
    this.sendNews(byUid || !['FETCH', 'STORE', 'SEARCH'].includes(verb));
    this.send(`${tag} OK ${result || `${name} done`}`);
  }

  /** Sends the untagged answer and returns what stands behind the tagged OK. */
  #answer(verb: string, args: Token[], byUid: boolean): string | void {
    switch (verb) {
      case 'CAPABILITY':
        return this.send(`* CAPABILITY ${capabilitiesOf(this.#options)}`);
      case 'ID':
        return this.send('* ID ("name" "Vorgang demo mail server")');
      case 'NOOP':
      case 'CHECK':
        return;
      case 'ENABLE':
        return this.send('* ENABLED');
      case 'NAMESPACE':
        return this.send('* NAMESPACE (("" "/")) NIL NIL');
    }
    if (!this.account) throw new Refusal('NO', 'sign in first');
    const folderCommand = folderCommands[verb];
    if (folderCommand) return folderCommand({ session: this, account: this.account, args });
    const selected = this.selected;
    if (!selected)
      throw new Refusal(/^(FETCH|STORE|SEARCH|COPY|MOVE|EXPUNGE|CLOSE|UNSELECT)$/.test(verb) ? 'NO' : 'BAD', 'no folder is selected');
    switch (verb) {
      case 'FETCH':
        return this.#fetch(selected, this.#range(selected, args[0], byUid), args[1], byUid);
      case 'SEARCH':
        return this.#search(selected, args, byUid);
      case 'STORE':
        return this.#storeFlags(selected, this.#range(selected, args[0], byUid), args, byUid);
      case 'COPY':
      case 'MOVE':
        return this.#copy(selected, this.#range(selected, args[0], byUid), text(args[1]), verb === 'MOVE');
      case 'EXPUNGE':
      case 'CLOSE': {
        const range = byUid ? this.#range(selected, args[0], true) : [...selected.mails.entries()];
        const deleted = range.map(([, mail]) => mail).filter((mail) => mail.flags.includes('\\Deleted'));
        if (!selected.readOnly) this.store.remove(selected.folder, deleted);
        if (verb === 'CLOSE') this.select(null);
        return;
      }
      case 'UNSELECT':
        return this.select(null);
      default:
        throw new Refusal('BAD', `unknown command ${verb}`);
    }
  }

  #range(selected: SelectedFolder, set: Token | undefined, byUid: boolean): [number, StoredMail][] {
    const highest = byUid ? (selected.mails.at(-1)?.uid ?? 0) : selected.mails.length;
    const inRange = inSet(text(set), highest);
    return [...selected.mails.entries()].filter(([index, mail]) => inRange(byUid ? mail.uid : index + 1));
  }

  #fetch(selected: SelectedFolder, range: [number, StoredMail][], items: Token | undefined, byUid: boolean): void {
    const plan = planFetch(items, byUid);
    const present = new Set(selected.folder.mails);
    for (const [index, mail] of range) {
      // Removed by another session, and this one has not been told yet.
      if (!present.has(mail)) continue;
      if (plan.marksSeen && !selected.readOnly && !mail.flags.includes('\\Seen')) selected.setFlags(mail, [...mail.flags, '\\Seen']);
      this.send(`* ${index + 1} FETCH (${fetchItems(plan, mail, () => selected.read(mail))})`);
    }
  }

  #search(selected: SelectedFolder, args: Token[], byUid: boolean): void {
    const bounds = { lastSequence: selected.mails.length, lastUid: selected.mails.at(-1)?.uid ?? 0 };
    const matches = compileSearch(args, bounds);
    const present = new Set(selected.folder.mails);
    const found = [...selected.mails.entries()].filter(([index, mail]) => {
      if (!present.has(mail)) return false;
      let bytes: string | undefined;
      return matches({ sequence: index + 1, mail, text: () => (bytes ??= selected.read(mail).toString('latin1')) });
    });
    this.send(['* SEARCH', ...found.map(([index, mail]) => (byUid ? mail.uid : index + 1))].join(' '));
  }

  #storeFlags(selected: SelectedFolder, range: [number, StoredMail][], [, action, list]: Token[], byUid: boolean): void {
    if (selected.readOnly) throw new Refusal('NO', 'the folder was opened for reading only');
    const [, sign, silent] = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(text(action)) ?? [];
    if (sign === undefined) throw new Refusal('BAD', 'STORE expects FLAGS');
    const flags = (Array.isArray(list) ? list : [list ?? '']).map(text).filter(Boolean);
    for (const [index, mail] of range) {
      const kept = sign === '' ? [] : mail.flags.filter((flag) => !flags.includes(flag));
      selected.setFlags(mail, sign === '-' ? kept : [...kept, ...flags]);
      if (!silent) this.send(`* ${index + 1} FETCH (${byUid ? `UID ${mail.uid} ` : ''}FLAGS (${mail.flags.join(' ')}))`);
    }
  }

  #copy(selected: SelectedFolder, range: [number, StoredMail][], name: string, move: boolean): string | void {
    const target = this.account?.folder(name);
    if (!target || (move && selected.readOnly)) throw new Refusal('NO', `[TRYCREATE] no folder ${imapString(name)} to write to`);
    if (range.length === 0) return;
    const mails = range.map(([, mail]) => mail);
    const copies = mails.map((mail) => this.store.append(target, selected.read(mail), { receivedAt: mail.receivedAt, flags: mail.flags }));
    const uids = (list: StoredMail[]) => list.map(({ uid }) => uid).join(',');
    const code = `[COPYUID ${target.uidValidity} ${uids(mails)} ${uids(copies)}]`;
    if (!move) return code;
    this.send(`* OK ${code}`);
    this.store.remove(selected.folder, mails);
  }

  #idle(tag: string): void {
    if (!this.selected) throw new Refusal('NO', 'no folder is selected');
    this.send('+ idling');
    this.#idling = true;
    this.sendNews(true);
    this.#nextLine = (line) => {
      this.#idling = false;
      this.send(line.toUpperCase() === 'DONE' ? `${tag} OK IDLE done` : `${tag} BAD expected DONE`);
    };
  }

  #authenticate(tag: string, [mechanism, initial]: Token[]): void {
    const wanted = text(mechanism).toUpperCase();
    if (wanted === 'XOAUTH2' && this.#options.withToken && initial !== undefined) return this.#withToken(tag, text(initial));
    if (wanted !== 'PLAIN') throw new Refusal('NO', 'only PLAIN');
    const answer = (base64: string) => {
      const [, user = '', password = ''] = Buffer.from(base64, 'base64').toString('latin1').split('\0');
      this.#signIn(tag, user, password);
    };
    if (initial !== undefined) return answer(text(initial));
    this.send('+ ');
    this.#nextLine = answer;
  }

  /** A refusal is told in a challenge first, which the client answers with an empty line. */
  #withToken(tag: string, base64: string): void {
    // https://developers.google.com/gmail/imap/xoauth2-protocol
    const fields = Buffer.from(base64, 'base64').toString('latin1').split('\x01');
    const field = (name: string): string => fields.find((one) => one.startsWith(name))?.slice(name.length) ?? '';
    const [user, token] = [field('user='), field('auth=Bearer ')];
    this.account = this.#options.withToken?.(user, token) ?? null;
    if (this.account) return this.#answerSignIn(tag);
    this.send(`+ ${Buffer.from('{"status":"401","schemes":"bearer"}').toString('base64')}`);
    this.#nextLine = () => this.#answerSignIn(tag);
  }

  #signIn(tag: string, user: string, password: string): void {
    this.account = this.#options.signIn(user, password);
    this.#answerSignIn(tag);
  }

  #answerSignIn(tag: string): void {
    const refusal = `${tag} NO [AUTHENTICATIONFAILED] wrong name, password or token`;
    this.send(this.account ? `${tag} OK [CAPABILITY ${capabilitiesOf(this.#options)}] signed in` : refusal);
  }
}

function text(token: Token | undefined): string {
  if (typeof token === 'string') return token;
  throw new Refusal('BAD', 'an argument is missing');
}
