import { readFileSync } from 'node:fs';
import { parseMail } from '../../domain/mail/parse.ts';
import type { ParsedMail } from '../../domain/mail/types.ts';
import type { Case } from './adapter/case.ts';
import { lined, mailsOf } from './mime/mails.ts';
import { mutated, randomOf } from './mime/mutate.ts';
import { type ForeignParse, wordsIn } from './mime/view.ts';

const milliseconds: number[] = [];

/**
 * The mails of the set `mime` with faults in them: `mime-fuzz FOLDER [10000] [seed]`. A case is right where nothing throws, what is stored suits
 * Postgres, and a text is shown wherever the bytes of one of the mail's text parts are still there.
 */
export function casesOf(folder: string, [count = '10000', seed = '1']: string[]): Case[] {
  const mails = mailsOf(folder).map(({ name, file }) => {
    const raw = readFileSync(file);
    return { name, raw, texts: textPartsOf(lined(raw), JSON.parse(readFileSync(file.replace(/\.eml$/, '.json'), 'utf8')) as ForeignParse) };
  });
  return Array.from({ length: Number(count) }, (_, n) => {
    const { name, raw, texts } = mails[n % mails.length]!;
    return {
      name: `${name} #${n}`,
      differs: async () => {
        const bytes = mutated(raw, randomOf(Number(seed) * 1_000_003 + n));
        const from = performance.now();
        const mail = await parseMail(bytes);
        milliseconds.push(performance.now() - from);
        if (/\\u0000|\\ud[89a-f]/i.test(storedOf(mail))) return 'holds what Postgres refuses';
        const isThere = texts.some((text) => lined(bytes).includes(text));
        return isThere && mail.text.trim() === '' ? 'shown empty, although the text is still in it' : null;
      },
    };
  });
}

export function afterwards(): string[] {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  return [`parse time: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${(sorted.at(-1) ?? 0).toFixed(2)} ms`];
}

function storedOf({ attachments, ...mail }: ParsedMail): string {
  return JSON.stringify({ ...mail, names: attachments.map((one) => [one.filename, one.contentType, one.contentId]) });
}

/** The encoded bytes of the parts in which the other library found words, with the line end above them. */
function textPartsOf(mail: Buffer, parse: ForeignParse): Buffer[] {
  return [...new Set([...parse.text_body, ...parse.html_body])].flatMap((index) => {
    const { body, offset_body, offset_end } = parse.parts[index]!;
    const words = wordsIn(body).replace(/<[^>]*>/g, '');
    return words.trim() === '' ? [] : [mail.subarray(offset_body - 1, offset_end)];
  });
}
