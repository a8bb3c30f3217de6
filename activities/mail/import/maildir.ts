import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { beginningOfLarge, largestMail, type Place, type Source } from './source.ts';

/** Mails in a Maildir, one a file, with its folders (Maildir++: `.Sent` and the like). @throws where there is none. */
export async function maildirSource(folder: string): Promise<Source> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory() && /^\.[^.]/.test(entry.name)).map(({ name }) => path.join(folder, name));
  const places: Place[] = [];
  for (const one of [folder, ...below.toSorted()]) {
    for (const part of ['cur', 'new']) places.push(...(await placesIn(path.join(one, part))));
  }
  const hasParts = entries.some((entry) => entry.isDirectory() && (entry.name === 'cur' || entry.name === 'new'));
  if (!hasParts && places.length === 0)
    throw new Error(`${folder} is no Maildir: it has neither cur nor new. Name an mbox file or a Maildir folder.`);
  return {
    size: places.reduce((sum, { end }) => sum + end, 0),
    async *mails() {
      for (const place of places) yield { place, raw: await read(place) };
    },
    read,
  };
}

async function placesIn(folder: string): Promise<Place[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const places: Place[] = [];
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const file = path.join(folder, name);
    const { size, mtime, isFile } = await stat(file).then((found) => ({ size: found.size, mtime: found.mtime, isFile: found.isFile() }));
    // Behind the mark are the flags; where a file system forbids the colon another sign stands there.
    if (isFile && !name.startsWith('.'))
      places.push({ file, start: 0, end: size, at: mtime, flags: /[:;!]2,([A-Za-z]*)$/.exec(name)?.[1] ?? '' });
  }
  return places;
}

async function read({ file, end }: Place): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const most = end > largestMail ? beginningOfLarge : largestMail;
  for await (const chunk of createReadStream(file, { end: most - 1 }) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
