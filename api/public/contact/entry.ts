import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Language } from '../language.ts';
import type { ContactKind, Fact } from './kinds.ts';
import { contactTexts } from './texts.ts';

export interface Upload {
  filename: string;
  contentType: string;
  content: Buffer;
}

/** What came with a form: every text field by name, the files that may stay, and what is wrong with those that may not. */
export interface Entry {
  fields: Record<string, string>;
  uploads: Upload[];
  refused: { filename: string; reason: 'size' | 'type' | 'count' }[];
}

/** Bounds of one form: 5 files of 10 MB each. */
export const uploadLimits = { files: 5, fileSize: 10 * 1024 * 1024, fields: 40, fieldSize: 64 * 1024 };
export const longestMessage = 20_000;

/** The type follows from the name's ending: what a browser claims is not asked, and nothing that a browser would run is on the list. */
const contentTypes: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  txt: 'text/plain',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
};
export const acceptedFiles = Object.keys(contentTypes)
  .map((ending) => `.${ending}`)
  .join(',');

/** Reads a multipart form. A file that is too large or of a wrong type is left out and named; the rest of the form is kept. */
export async function readEntry(request: FastifyRequest): Promise<Entry> {
  const entry: Entry = { fields: {}, uploads: [], refused: [] };
  for await (const part of request.parts({ limits: { ...uploadLimits, files: 20 } })) {
    if (part.type === 'field') entry.fields[part.fieldname] = typeof part.value === 'string' ? part.value : '';
    else await takeFile(part, entry);
  }
  return entry;
}

async function takeFile(part: MultipartFile, entry: Entry): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of part.file) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  const filename = safeName(part.filename);
  if (filename === '' || (content.length === 0 && !part.file.truncated)) return;
  const contentType = contentTypes[filename.split('.').at(-1)?.toLowerCase() ?? ''];
  if (!contentType) entry.refused.push({ filename, reason: 'type' });
  else if (part.file.truncated) entry.refused.push({ filename, reason: 'size' });
  else if (entry.uploads.length >= uploadLimits.files) entry.refused.push({ filename, reason: 'count' });
  else entry.uploads.push({ filename, contentType, content });
}

/** The last part of a path, without control characters. */
function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last
    .replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim()
    .slice(-100);
}

/** What is wrong, by field name, in the order of the page. */
export function problemsOf(entry: Entry, kind: ContactKind, language: Language): Record<string, string> {
  const texts = contactTexts[language];
  const problems: Record<string, string> = {};
  for (const fact of kind.facts) {
    const problem = factProblem(fact, value(entry, `fact-${fact.key}`), language);
    if (problem) problems[`fact-${fact.key}`] = problem;
  }
  if (value(entry, 'message') === '') problems['message'] = texts.messageMissing;
  else if (value(entry, 'message').length > longestMessage) problems['message'] = texts.messageTooLong;
  if (value(entry, 'name') === '') problems['name'] = texts.nameMissing;
  if (!/^[^\s@<>"(),;:\\[\]]{1,64}@[^\s@<>"(),;:\\[\]]{1,190}\.[^\s@<>"(),;:\\[\].]{2,}$/.test(value(entry, 'address')))
    problems['address'] = texts.addressWrong;
  const refused = entry.refused.map(({ filename, reason }) => `${filename}: ${texts.refused[reason]}`);
  if (refused.length > 0) problems['files'] = refused.join(' ');
  if (value(entry, 'website') !== '') problems['website'] = texts.trapFilled;
  return problems;
}

/** A field's text as people meant it: no spaces around it. Absent is empty. */
export const value = (entry: Entry, name: string): string => entry.fields[name]?.trim() ?? '';

function factProblem(fact: Fact, given: string, language: Language): string | null {
  const texts = contactTexts[language];
  const label = fact.label[language];
  if (given === '') return fact.required ? texts.factMissing(label) : null;
  const fits = fact.options ? fact.options.some((option) => option.value === given) : (fact.pattern?.test(given) ?? true);
  return fits && given.length <= 200 ? null : texts.factWrong(label);
}
