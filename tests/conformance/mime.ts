import { readFileSync } from 'node:fs';
import { parseMail } from '../../domain/mail/parse.ts';
import type { Case } from './adapter/case.ts';
import { argumentFor, differencesBetween, type Difference } from './mime/differences.ts';
import { openLedger } from './mime/ledger.ts';
import { lined, mailsOf } from './mime/mails.ts';
import { expectedOf, ourViewOf, type ForeignParse } from './mime/view.ts';

const argued = new Map<string, number>();
const mails: Buffer[] = [];

/** Difficult mails beside another library's parse. A difference that a rule of mime/differences.ts argues is printed and counts as right. */
export function casesOf(folder: string): Case[] {
  return mailsOf(folder).map(({ name, file }) => ({
    name,
    differs: async () => {
      const raw = readFileSync(file);
      mails.push(raw);
      const expected = expectedOf(lined(raw), JSON.parse(readFileSync(file.replace(/\.eml$/, '.json'), 'utf8')) as ForeignParse);
      const open = differencesBetween(raw, expected, ourViewOf(await parseMail(raw))).flatMap((one) => toldUnlessArgued(name, one));
      return open.length === 0 ? null : open.join('; ');
    },
  }));
}

/** All mails once more through a real ledger: stored byte for byte, and taken in. */
export async function afterwards(): Promise<string[]> {
  const ledger = await openLedger();
  const faults: string[] = [];
  for (const raw of mails) {
    const fault = await ledger.store(raw);
    if (fault !== null) faults.push(fault);
  }
  await ledger.end();
  return [
    ...[...argued].map(([why, times]) => `argued ${times} times: ${why}`),
    ...faults,
    `stored byte for byte and taken in: ${mails.length - faults.length} of ${mails.length}`,
  ];
}

function toldUnlessArgued(name: string, difference: Difference): string[] {
  const { field, expected, got } = difference;
  const said = `${field}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
  const why = argumentFor(difference);
  if (why === null) return [said];
  argued.set(why, (argued.get(why) ?? 0) + 1);
  console.log(`${name}: ${said} (argued: ${why})`);
  return [];
}
