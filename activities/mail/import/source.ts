/** Where a mail lies in what is imported. */
export interface Place {
  file: string;
  /** Bytes within the file, the end not included. */
  start: number;
  end: number;
  /** When it came, as the store says; null where it does not. */
  at: Date | null;
  /** Letters as Maildir has them: S seen, R replied, D draft, T deleted. */
  flags: string;
}

/** A mail with its bytes; of one that is too large only the beginning. */
export interface Stored {
  place: Place;
  raw: Buffer;
}

/** A store of mails that is read as a stream, and again mail by mail. */
export interface Source {
  /** Bytes in all. */
  size: number;
  mails(): AsyncIterable<Stored>;
  read(place: Place): Promise<Buffer>;
}

/** Above it only the beginning is taken, as of mails on a server (fetch-mails.ts). Bytes. */
export const largestMail = 40 * 1024 * 1024;
export const beginningOfLarge = 256 * 1024;
