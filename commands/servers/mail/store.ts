import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One mail in one folder. Its bytes stay on disk. */
export interface StoredMail {
  readonly uid: number;
  readonly receivedAt: Date;
  /** Bytes. */
  readonly size: number;
  flags: readonly string[];
  /** Number of the folder's change that last touched it; sessions tell by it which flags they have not shown yet. */
  change: number;
}

export interface MailFolder {
  readonly path: string;
  readonly address: string;
  readonly name: string;
  uidValidity: number;
  uidNext: number;
  /** Ascending by uid. */
  mails: StoredMail[];
  changes: number;
  readonly listeners: Set<() => void>;
}

type IndexLine =
  | { uidValidity: number; uidNext: number }
  | { add: number; at: string; size: number; flags: readonly string[] }
  | { flags: readonly string[]; of: number }
  | { gone: number };

/** Folders that every mailbox has, with their special use (RFC 6154). */
export const standardFolders = new Map([
  ['INBOX', null],
  ['Archive', '\\Archive'],
  ['Drafts', '\\Drafts'],
  ['Junk', '\\Junk'],
  ['Sent', '\\Sent'],
  ['Trash', '\\Trash'],
]);

/**
 * Mails on disk: one file a mail, and an index per folder to which every change is appended before anybody is told of it. So UIDs,
 * flags and UIDVALIDITY survive a `kill -9`. (Not a loss of power: nothing is flushed; it is a server for demo and tests.)
 */
export class MailStore {
  readonly #root: string;
  readonly #mailboxes = new Map<string, Map<string, MailFolder>>();

  constructor(root: string) {
    this.#root = root;
    mkdirSync(root, { recursive: true });
    for (const entry of readdirSync(root)) this.mailbox(decodeURIComponent(entry));
  }

  addresses(): string[] {
    return [...this.#mailboxes.keys()].sort();
  }

  /** The folders of an address, made if there are none yet. */
  mailbox(address: string): Map<string, MailFolder> {
    const key = address.toLowerCase();
    const known = this.#mailboxes.get(key);
    if (known) return known;
    const path = join(this.#root, encodeURIComponent(key));
    mkdirSync(path, { recursive: true });
    const folders = new Map<string, MailFolder>();
    this.#mailboxes.set(key, folders);
    const names = new Set([...standardFolders.keys(), ...readdirSync(path).map(decodeURIComponent)]);
    for (const name of names) folders.set(name, openFolder(path, key, name));
    return folders;
  }

  createFolder(address: string, name: string): MailFolder {
    const folder = openFolder(join(this.#root, encodeURIComponent(address)), address, name);
    this.mailbox(address).set(name, folder);
    return folder;
  }

  deleteFolder(folder: MailFolder): void {
    this.mailbox(folder.address).delete(folder.name);
    rmSync(folder.path, { recursive: true, force: true });
  }

  append(folder: MailFolder, raw: Uint8Array, { receivedAt = new Date(), flags = [] as readonly string[] } = {}): StoredMail {
    const uid = folder.uidNext;
    const file = mailFile(folder, uid);
    writeFileSync(`${file}.new`, raw);
    renameSync(`${file}.new`, file);
    note(folder, { add: uid, at: receivedAt.toISOString(), size: raw.length, flags });
    const mail = { uid, receivedAt, size: raw.length, flags, change: ++folder.changes };
    folder.uidNext = uid + 1;
    folder.mails.push(mail);
    tell(folder);
    return mail;
  }

  read(folder: MailFolder, mail: StoredMail): Buffer {
    return readFileSync(mailFile(folder, mail.uid));
  }

  setFlags(folder: MailFolder, mail: StoredMail, flags: readonly string[]): void {
    note(folder, { flags, of: mail.uid });
    mail.flags = flags;
    mail.change = ++folder.changes;
    tell(folder);
  }

  remove(folder: MailFolder, mails: readonly StoredMail[]): void {
    const gone = new Set(mails);
    for (const mail of mails) note(folder, { gone: mail.uid });
    folder.mails = folder.mails.filter((mail) => !gone.has(mail));
    tell(folder);
    for (const mail of mails) rmSync(mailFile(folder, mail.uid), { force: true });
  }

  /** Numbers a folder's mails anew under another UIDVALIDITY, as a restored server may. Sessions that have it open must select again. */
  renumber(folder: MailFolder): void {
    const mails = folder.mails.map((mail) => ({ raw: this.read(folder, mail), receivedAt: mail.receivedAt, flags: mail.flags }));
    rmSync(folder.path, { recursive: true, force: true });
    const fresh = openFolder(join(folder.path, '..'), folder.address, folder.name, folder.uidValidity + 1);
    for (const { raw, ...rest } of mails) this.append(fresh, raw, rest);
    this.mailbox(folder.address).set(folder.name, fresh);
  }
}

function openFolder(mailboxPath: string, address: string, name: string, uidValidity = Math.floor(Date.now() / 1000)): MailFolder {
  const path = join(mailboxPath, encodeURIComponent(name));
  const folder: MailFolder = { path, address, name, uidValidity, uidNext: 1, mails: [], changes: 0, listeners: new Set() };
  mkdirSync(path, { recursive: true });
  const index = join(path, 'index');
  if (existsSync(index)) load(folder, readFileSync(index, 'utf8').split('\n').filter(Boolean));
  // Written anew at each opening: short again, and without the half line that a `kill -9` may have left.
  const lines: IndexLine[] = [{ uidValidity: folder.uidValidity, uidNext: folder.uidNext }];
  for (const mail of folder.mails) lines.push({ add: mail.uid, at: mail.receivedAt.toISOString(), size: mail.size, flags: mail.flags });
  writeFileSync(`${index}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  renameSync(`${index}.new`, index);
  return folder;
}

function load(folder: MailFolder, lines: string[]): void {
  const mails = new Map<number, StoredMail>();
  for (const text of lines) {
    const line = parse(text);
    if (!line) continue;
    if ('uidValidity' in line) {
      folder.uidValidity = line.uidValidity;
      folder.uidNext = line.uidNext;
    } else if ('add' in line) {
      const { add: uid, at, size, flags } = line;
      mails.set(uid, { uid, receivedAt: new Date(at), size, flags, change: 0 });
      folder.uidNext = Math.max(folder.uidNext, uid + 1);
    } else if ('of' in line) {
      const mail = mails.get(line.of);
      if (mail) mail.flags = line.flags;
    } else {
      mails.delete(line.gone);
    }
  }
  folder.mails = [...mails.values()];
}

function parse(text: string): IndexLine | null {
  try {
    return JSON.parse(text) as IndexLine;
  } catch {
    return null;
  }
}

const mailFile = (folder: MailFolder, uid: number): string => join(folder.path, `${uid}.eml`);

function note(folder: MailFolder, line: IndexLine): void {
  appendFileSync(join(folder.path, 'index'), `${JSON.stringify(line)}\n`);
}

function tell(folder: MailFolder): void {
  for (const listener of folder.listeners) listener();
}
