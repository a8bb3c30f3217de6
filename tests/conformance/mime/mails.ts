import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The mails of a set, by name. */
export function mailsOf(folder: string): { name: string; file: string }[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'));
  return names.toSorted().map((name) => ({ name, file: path.join(folder, name) }));
}

/** With LF line ends: the other library read the mails so, its offsets count them so. */
export function lined(raw: Buffer): Buffer {
  return Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
