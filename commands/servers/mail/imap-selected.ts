import type { MailFolder, MailStore, StoredMail } from './store.ts';

/**
 * A folder as one session sees it. Sequence numbers must not move under the client's feet, so the session has its own list and is
 * told of what others did at the moments that RFC 3501 allows.
 */
export class SelectedFolder {
  readonly folder: MailFolder;
  readonly readOnly: boolean;
  mails: StoredMail[];
  #seen: number;
  readonly #store: MailStore;

  constructor(store: MailStore, folder: MailFolder, readOnly: boolean) {
    this.#store = store;
    this.folder = folder;
    this.readOnly = readOnly;
    this.mails = [...folder.mails];
    this.#seen = folder.changes;
  }

  read(mail: StoredMail): Buffer {
    return this.#store.read(this.folder, mail);
  }

  setFlags(mail: StoredMail, flags: readonly string[]): void {
    this.#store.setFlags(this.folder, mail, flags);
  }

  /**
   * Untagged lines that bring the client up to date.
   * @param withExpunge false during FETCH, STORE and SEARCH by sequence number, when no number may move
   */
  news(withExpunge: boolean): string[] {
    const lines: string[] = [];
    const present = new Set(this.folder.mails);
    if (withExpunge) {
      for (let index = this.mails.length - 1; index >= 0; index--) {
        if (present.has(this.mails[index]!)) continue;
        this.mails.splice(index, 1);
        lines.push(`* ${index + 1} EXPUNGE`);
      }
    }
    for (const [index, mail] of this.mails.entries()) {
      if (mail.change > this.#seen && present.has(mail))
        lines.push(`* ${index + 1} FETCH (UID ${mail.uid} FLAGS (${mail.flags.join(' ')}))`);
    }
    const last = this.mails.at(-1)?.uid ?? 0;
    const arrived = this.folder.mails.filter((mail) => mail.uid > last);
    if (arrived.length > 0) {
      this.mails.push(...arrived);
      lines.push(`* ${this.mails.length} EXISTS`);
    }
    this.#seen = this.folder.changes;
    return lines;
  }
}
