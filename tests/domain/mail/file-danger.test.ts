import { expect, it } from 'vitest';
import { fileDangerOf } from '../../../domain/mail/file-danger.ts';

it.each([
  ['Rechnung.pdf', '%PDF-1.7', null],
  ['Foto.jpg', '\xff\xd8\xff', null],
  ['Brief.docx', 'PK\x03\x04word/document.xml', null],
  ['notizen.txt', 'Hallo Welt', null],
  ['bericht.txt', 'MZ-Bericht aus Halle', null],
  ['rechnung.xml', '<?xml version="1.0"?><Invoice>', null],
  ['rechnung.xml', '<?xml version="1.0"?>\n<?xml-stylesheet href="x.xsl"?><a>', 'page'],
  ['ohne-endung', 'MZ\x90\0', 'program'],
  ['setup.exe', 'x', 'program'],
  ['ohne-endung', '\x7fELF', 'program'],
  ['Rechnung.pdf.lnk', 'anything', 'program'],
  ['Rechnung.pdf', 'MZ\x90\0', 'disguised'],
  ['Tabelle.xlsm', 'PK\x03\x04', 'macros'],
  ['Tabelle.xlsx', 'PK\x03\x04xl/vbaProject.bin', 'macros'],
  ['alt.doc', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...V\0B\0A\0', 'macros'],
  ['alt.doc', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...', null],
  ['seite.html', 'x', 'page'],
  ['bild.svg', '<svg onload=alert(1)>', 'page'],
  ['bild.png', '\n<!-- x --><svg>', 'disguised'],
  ['unnamed.bin', '<!DOCTYPE html><form>', 'page'],
])('%s that begins with %j is named %s', (filename, content, danger) => {
  expect(fileDangerOf({ filename, content: Buffer.from(content, 'latin1') })).toBe(danger);
});
