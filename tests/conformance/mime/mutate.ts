/** Numbers in [0, 1) that follow from the seed alone (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A copy of a mail with one to four faults: what networks, gateways, broken programs and attackers do to bytes. */
export function mutated(mail: Buffer, random: () => number): Buffer {
  let bytes = mail;
  const times = 1 + Math.floor(random() * 4);
  for (let n = 0; n < times; n += 1) bytes = pick(FAULTS, random)(bytes, random);
  return bytes;
}

type Fault = (mail: Buffer, random: () => number) => Buffer;

const NOISE = [
  '\0',
  '\r',
  '\n\n',
  '--',
  '--x--\r\n',
  ';',
  '"',
  '(((((((',
  '=?utf-8?B?////?=',
  '=?unicode-1-1-utf-7?Q?+AAA?=',
  'Content-Type: multipart/mixed; boundary=x\r\n',
  'Content-Type: text/html\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  "Content-Disposition: attachment; filename*0*=utf-16''%ff%fe\r\n",
  'Subject: =?utf-16?B?//79AA==?=\r\n',
  'From: a@b.example, c@d.example\r\n',
  '\ufeff',
  '\ud83d\ude00',
];

const FAULTS: Fault[] = [
  (mail, random) => changed(mail, at(mail, random), Buffer.from([Math.floor(random() * 256)])),
  (mail, random) => changed(mail, at(headOf(mail), random), Buffer.from([Math.floor(random() * 256)])),
  (mail, random) => spliced(mail, at(mail, random), Math.floor(random() * 40), ''),
  (mail, random) => spliced(mail, at(headOf(mail), random), Math.floor(random() * 40), ''),
  (mail, random) => spliced(mail, at(mail, random), 0, pick(NOISE, random)),
  (mail, random) => spliced(mail, at(headOf(mail), random), 0, pick(NOISE, random)),
  (mail, random) => spliced(mail, 0, 0, pick(NOISE, random)),
  (mail, random) => mail.subarray(0, at(mail, random)),
  (mail, random) => mail.subarray(at(headOf(mail), random)),
  (mail, random) => overLines(mail, (lines) => lines.toSpliced(Math.floor(random() * lines.length), 1)),
  (mail, random) => overLines(mail, (lines) => swapped(lines, Math.floor(random() * lines.length), Math.floor(random() * lines.length))),
  (mail, random) => overLines(mail, (lines) => twice(lines, Math.floor(random() * lines.length))),
  (mail) => Buffer.from(mail.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
  (mail) => Buffer.from(mail.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1'),
  (mail, random) => Buffer.from(replacedOnce(mail.toString('latin1'), /boundary/gi, 'baundary', random), 'latin1'),
  (mail, random) => Buffer.from(replacedOnce(mail.toString('latin1'), /\n--/g, '\n-', random), 'latin1'),
  (mail, random) => Buffer.from(replacedOnce(mail.toString('latin1'), /content-type/gi, 'Content-Tipe', random), 'latin1'),
  (mail, random) => Buffer.from(replacedOnce(mail.toString('latin1'), /\r?\n\r?\n/g, '\n', random), 'latin1'),
];

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}

function at(mail: Buffer, random: () => number): number {
  return Math.floor(random() * mail.length);
}

function headOf(mail: Buffer): Buffer {
  const end = /\r?\n\r?\n/.exec(mail.toString('latin1'))?.index ?? mail.length;
  return mail.subarray(0, end);
}

function changed(mail: Buffer, index: number, byte: Buffer): Buffer {
  return Buffer.concat([mail.subarray(0, index), byte, mail.subarray(index + 1)]);
}

function spliced(mail: Buffer, index: number, away: number, put: string): Buffer {
  return Buffer.concat([mail.subarray(0, index), Buffer.from(put), mail.subarray(index + away)]);
}

function overLines(mail: Buffer, change: (lines: string[]) => string[]): Buffer {
  return Buffer.from(change(mail.toString('latin1').split('\n')).join('\n'), 'latin1');
}

function swapped(lines: string[], a: number, b: number): string[] {
  return lines.with(a, lines[b]!).with(b, lines[a]!);
}

function twice(lines: string[], n: number): string[] {
  return lines.toSpliced(n, 0, lines[n]!);
}

function replacedOnce(text: string, pattern: RegExp, by: string, random: () => number): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: old } = pick(found, random);
  return text.slice(0, index) + by + text.slice(index + old.length);
}
