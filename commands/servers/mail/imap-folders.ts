import type { Account, ImapSession } from './imap-session.ts';
import { imapString, literally, Refusal, type Token } from './imap-syntax.ts';
import { type MailFolder, standardFolders } from './store.ts';

export interface FolderCommand {
  session: ImapSession;
  account: Account;
  args: Token[];
}

const settableFlags = String.raw`\Answered \Flagged \Deleted \Seen \Draft`;

/** Commands that name a folder. Each sends its untagged answer and returns what stands behind the tagged OK, if anything. */
export const folderCommands: Record<string, (command: FolderCommand) => string | void> = {
  LIST: list,
  LSUB: list,
  STATUS: status,
  SELECT: (command) => select(command, false),
  EXAMINE: (command) => select(command, true),
  CREATE: create,
  DELETE: remove,
  SUBSCRIBE: () => {},
  UNSUBSCRIBE: () => {},
  APPEND: append,
};

function list({ session, account, args }: FolderCommand): void {
  const flat = args.filter((arg) => typeof arg === 'string');
  // With LIST-EXTENDED a selection may stand first and RETURN options last; both are lists and left out.
  const [reference = '', pattern = '*'] = flat;
  if (pattern === '') return session.send(String.raw`* LIST (\Noselect) "/" ""`);
  const source = literally(reference + pattern)
    .replaceAll(String.raw`\*`, '.*')
    .replaceAll('%', '[^/]*');
  const matches = new RegExp(`^${source}$`, 'i');
  for (const { name, specialUse } of account.folders()) {
    if (matches.test(name))
      session.send(`* LIST (${[String.raw`\HasNoChildren`, specialUse].filter(Boolean).join(' ')}) "/" ${imapString(name)}`);
  }
}

function status(command: FolderCommand): void {
  const folder = named(command);
  const values: Record<string, number> = {
    MESSAGES: folder.mails.length,
    RECENT: 0,
    UIDNEXT: folder.uidNext,
    UIDVALIDITY: folder.uidValidity,
    UNSEEN: unseen(folder),
    SIZE: folder.mails.reduce((sum, mail) => sum + mail.size, 0),
  };
  const items = Array.isArray(command.args[1]) ? command.args[1] : [];
  const answer = items.map((item) => String(item).toUpperCase()).filter((item) => item in values);
  command.session.send(`* STATUS ${imapString(String(command.args[0]))} (${answer.map((item) => `${item} ${values[item]}`).join(' ')})`);
}

function select(command: FolderCommand, asked: boolean): string {
  const { session, account } = command;
  session.select(null);
  const folder = named(command);
  const readOnly = asked || account.address === null;
  session.select(folder, readOnly);
  const first = folder.mails.findIndex((mail) => !mail.flags.includes('\\Seen'));
  session.send(
    `* FLAGS (${settableFlags})`,
    `* OK [PERMANENTFLAGS (${readOnly ? '' : String.raw`${settableFlags} \*`})]`,
    `* ${folder.mails.length} EXISTS`,
    '* 0 RECENT',
    ...(first < 0 ? [] : [`* OK [UNSEEN ${first + 1}]`]),
    `* OK [UIDVALIDITY ${folder.uidValidity}]`,
    `* OK [UIDNEXT ${folder.uidNext}]`,
  );
  return readOnly ? '[READ-ONLY]' : '[READ-WRITE]';
}

function create({ session, account, args }: FolderCommand): void {
  const name = String(args[0] ?? '').replace(/\/$/, '');
  if (account.address === null || !name) throw new Refusal('NO', 'this account makes no folders');
  if (account.folder(name)) throw new Refusal('NO', '[ALREADYEXISTS] the folder exists');
  session.store.createFolder(account.address, name);
}

function remove(command: FolderCommand): void {
  const folder = named(command);
  if (command.account.address === null || standardFolders.has(folder.name)) throw new Refusal('NO', 'this folder stays');
  command.session.store.deleteFolder(folder);
}

function append(command: FolderCommand): string {
  const { session, account, args } = command;
  const folder = named(command);
  if (account.address === null) throw new Refusal('NO', 'this account only reads');
  const raw = args.at(-1);
  if (args.length < 2 || typeof raw !== 'string') throw new Refusal('NO', 'no mail given');
  const [flags] = args.filter((arg) => Array.isArray(arg));
  const date = args.slice(1, -1).find((arg) => typeof arg === 'string');
  const receivedAt = date ? new Date(date.trim().replace(/^(\d+)-(\w+)-(\d+)/, '$1 $2 $3')) : new Date();
  const mail = session.store.append(folder, Buffer.from(raw, 'latin1'), { receivedAt, flags: (flags ?? []).map(String) });
  return `[APPENDUID ${folder.uidValidity} ${mail.uid}]`;
}

function named({ account, args }: FolderCommand): MailFolder {
  const folder = account.folder(String(args[0] ?? ''));
  if (!folder) throw new Refusal('NO', '[NONEXISTENT] no such folder');
  return folder;
}

const unseen = (folder: MailFolder): number => folder.mails.filter((mail) => !mail.flags.includes('\\Seen')).length;
