import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Stores {
  /** Writes an mbox as mail programs do (mboxrd). @returns its path. */
  mbox(mails: (string | Buffer)[], lineEnd?: '\n' | '\r\n'): string;
  /** @param mails by path below the folder, e.g. `cur/1:2,S`. */
  maildir(mails: Record<string, string>): string;
  end(): void;
}

/** Old mail on disk, in a folder of the test's own. */
export function stores(): Stores {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-import-'));
  let files = 0;
  const next = (): string => path.join(folder, String((files += 1)));
  return {
    mbox(mails, lineEnd = '\r\n') {
      const file = next();
      const quoted = mails.map((raw) =>
        Buffer.from(raw)
          .toString('latin1')
          .replace(/^(>*From )/gm, '>$1'),
      );
      writeFileSync(
        file,
        quoted.map((raw) => `From jemand@kunden.example Mon Nov 23 10:00:00 2020${lineEnd}${raw}${lineEnd}`).join(''),
        'latin1',
      );
      return file;
    },
    maildir(mails) {
      const store = next();
      for (const [name, raw] of Object.entries(mails)) {
        mkdirSync(path.join(store, path.dirname(name)), { recursive: true });
        writeFileSync(path.join(store, name), raw);
      }
      return store;
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
