import { textOf } from '../mime/charset.ts';
import { mapiProperties, type MapiProperties } from './mapi.ts';
import { rtfText } from './rtf.ts';

/** What Outlook packs into a `winmail.dat` (MS-OXTNEF). */
export interface Tnef {
  text: string;
  html: string;
  files: { filename: string; contentType: string; content: Buffer }[];
}

const SIGNATURE = 0x223e9f78;
const MOST_FILES = 200;
const ATTRIBUTE = {
  body: 0x0002800c,
  codepage: 0x00069007,
  properties: 0x00069003,
  fileBegins: 0x00069002,
  fileTitle: 0x00018010,
  fileData: 0x0006800f,
  fileProperties: 0x00069005,
} as const;
const PROPERTY = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  fileName: 0x3704,
  longFileName: 0x3707,
  mimeTag: 0x370e,
  displayName: 0x3001,
  data: 0x3701,
} as const;

/** Reads a `winmail.dat`; null where it is none. What is cut off or damaged ends the reading, what came before counts. */
export function tnefOf(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const tnef: Tnef = { text: '', html: '', files: [] };
  let codepage = 'windows-1252';
  let file: { title: string; data: Buffer | null; properties: MapiProperties } | null = null;
  const endFile = (): void => {
    if (file !== null && tnef.files.length < MOST_FILES) tnef.files.push(...fileOf(file));
    file = null;
  };
  for (const { id, data } of attributesOf(bytes)) {
    if (id === ATTRIBUTE.codepage && data.length >= 4) codepage = `windows-${data.readUInt32LE(0)}`;
    else if (id === ATTRIBUTE.body) tnef.text ||= withoutEnd(textOf(data, codepage));
    else if (id === ATTRIBUTE.properties) Object.assign(tnef, bodyOf(mapiProperties(data, codepage), tnef));
    else if (id === ATTRIBUTE.fileBegins) {
      endFile();
      file = { title: '', data: null, properties: new Map() };
    } else if (file !== null && id === ATTRIBUTE.fileTitle) file.title = withoutEnd(textOf(data, codepage));
    else if (file !== null && id === ATTRIBUTE.fileData) file.data = data;
    else if (file !== null && id === ATTRIBUTE.fileProperties) file.properties = mapiProperties(data, codepage);
  }
  endFile();
  return tnef;
}

/** level (1 byte), id (4), length (4), data, checksum (2), all little-endian. */
function* attributesOf(bytes: Buffer): Generator<{ id: number; data: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 5);
    yield { id: bytes.readUInt32LE(at + 1), data: bytes.subarray(at + 9, at + 9 + length) };
    at += 9 + length + 2;
  }
}

function bodyOf(properties: MapiProperties, known: Pick<Tnef, 'text' | 'html'>): Pick<Tnef, 'text' | 'html'> {
  const word = (id: number): string => {
    const value = properties.get(id);
    return withoutEnd(typeof value === 'string' ? value : value === undefined ? '' : textOf(value, ''));
  };
  const rtf = properties.get(PROPERTY.rtf);
  const text = known.text || word(PROPERTY.body) || (Buffer.isBuffer(rtf) ? rtfText(rtf) : '');
  return { text, html: known.html || word(PROPERTY.html) };
}

function fileOf({ title, data, properties }: { title: string; data: Buffer | null; properties: MapiProperties }): Tnef['files'] {
  const word = (id: number): string => {
    const value = properties.get(id);
    return typeof value === 'string' ? withoutEnd(value) : '';
  };
  const own = properties.get(PROPERTY.data);
  const content = data ?? (Buffer.isBuffer(own) ? own : null);
  if (content === null) return [];
  const filename = word(PROPERTY.longFileName) || title || word(PROPERTY.fileName) || word(PROPERTY.displayName);
  return [{ filename, contentType: word(PROPERTY.mimeTag).toLowerCase() || 'application/octet-stream', content }];
}

function withoutEnd(text: string): string {
  return text.replace(/\0+$/, '').replaceAll('\0', '');
}
