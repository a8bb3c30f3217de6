import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BouncedRecipient } from '../../domain/mail/bounced-recipients.ts';
import { classifyMail } from '../../domain/mail/filter.ts';
import { knownNothing, type Verdict } from '../../domain/mail/known.ts';
import { parseMail } from '../../domain/mail/parse.ts';
import type { Case } from './adapter/case.ts';

interface Expected {
  kind: 'bounce' | 'feedback-report' | 'auto-reply';
  /** Null where the suite gives no verdict. */
  recipients: { status: string; reply: string; reason: string; hard: boolean }[] | null;
}

const hardness = { right: 0, all: 0 };
let ordinaryFolders: string[] = [];

/**
 * Real delivery reports, complaints and automatic replies: each is recognised as what it is. Counted beside it: hard or soft by recipient, and
 * with more folders behind FOLDER, how many mails of those (every `.eml` of a person) are taken for a report.
 */
export function casesOf(folder: string, rest: string[]): Case[] {
  ordinaryFolders = rest;
  const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;
  return Object.entries(expected).map(([file, one]) => ({
    name: file,
    differs: () => differs(path.join(folder, 'mails', file), one),
  }));
}

export async function afterwards(): Promise<string[]> {
  const lines: string[] = [];
  let all = 0;
  for (const folder of ordinaryFolders) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'))) {
      all += 1;
      const { verdict, reason } = await verdictOn(path.join(folder, file));
      if (verdict === 'bounce') lines.push(`${file}: false alarm, ${reason}`);
    }
  }
  const share = ((hardness.right / hardness.all) * 100).toFixed(1);
  const alarms = all === 0 ? [] : [...lines, `false alarms: ${lines.length} of ${all}`];
  return [...alarms, `hard or soft: ${hardness.right} of ${hardness.all} (${share} %)`];
}

async function differs(file: string, { kind, recipients }: Expected): Promise<string | null> {
  const { verdict, reason, detail } = await verdictOn(file);
  const got = (detail['recipients'] as BouncedRecipient[] | undefined) ?? [];
  for (const [n, { reason: why, hard, status }] of (recipients ?? []).entries()) {
    hardness.all += 1;
    const found = got[n]?.hard ?? false;
    if (found === hard) hardness.right += 1;
    else console.log(`${path.basename(file)}: ${hard ? 'hard' : 'soft'} (${why} ${status}) taken for ${JSON.stringify(got[n] ?? null)}`);
  }
  const isReport = verdict === 'bounce' || reason === 'M305 delivered';
  const isRecognised = kind === 'auto-reply' ? verdict === 'automatic' : isReport;
  return isRecognised ? null : `${kind}, taken for ${verdict} (${reason})`;
}

async function verdictOn(file: string): Promise<Verdict> {
  return classifyMail(await parseMail(readFileSync(file)), knownNothing());
}
