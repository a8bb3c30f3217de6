/** Why a file is named dangerous before anybody opens it. */
export type FileDanger = 'program' | 'macros' | 'page' | 'disguised';

const PROGRAM =
  /\.(?:exe|com|scr|pif|cpl|msi|msix|msp|bat|cmd|ps1|psm1|vbs?|vbe|jse?|mjs|wsf|wsh|hta|lnk|url|reg|jar|apk|app|dmg|pkg|iso|img|vhdx?|dll|sh|gadget|inf|scf|library-ms|settingcontent-ms|chm|one|xll)$/i;
const MACROS = /\.(?:docm|dotm|xlsm|xltm|xlam|xlsb|pptm|potm|ppam|ppsm|sldm|slk|iqy)$/i;
const PAGE = /\.(?:x?html?|shtml?|mht|mhtml|svgz?|xslt?|webarchive)$/i;
/** Endings that promise something harmless. */
const HARMLESS = /\.(?:pdf|png|jpe?g|gif|webp|txt|csv|docx?|xlsx?|pptx?|odt|ods|mp3|mp4|zip)$/i;

const PROGRAM_BYTES = [
  '\x7fELF',
  '#!/',
  '\xca\xfe\xba\xbe',
  '\xfe\xed\xfa\xce',
  '\xfe\xed\xfa\xcf',
  '\xcf\xfa\xed\xfe',
  'L\0\0\0\x01\x14\x02\0',
];
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const BEGINNING = 65_536;

/** What makes a file dangerous by its name and its first bytes, never by the type that the sender claims; null where nothing is known against it. */
export function fileDangerOf({ filename, content }: { filename: string; content: Uint8Array }): FileDanger | null {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, BEGINNING)).toString('latin1');
  const isProgram = PROGRAM_BYTES.some((bytes) => head.startsWith(bytes)) || isWindowsProgram(head);
  if (isProgram && HARMLESS.test(filename)) return 'disguised';
  if (isProgram || PROGRAM.test(filename)) return 'program';
  if (MACROS.test(filename) || (head.startsWith(OLE) && /V\0B\0A\0|_VBA_PROJECT|VBA/.test(head))) return 'macros';
  if (head.startsWith('PK\x03\x04') && head.includes('vbaProject.bin')) return 'macros';
  if (isPage(head)) return HARMLESS.test(filename) ? 'disguised' : 'page';
  return PAGE.test(filename) ? 'page' : null;
}

/** Text may begin with these two letters; a program has zeros in its header. */
function isWindowsProgram(head: string): boolean {
  return head.startsWith('MZ') && head.slice(2, 64).includes('\0');
}

function isPage(head: string): boolean {
  return /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:\?xml-stylesheet|!doctype html|html|head|body|script|svg|iframe)\b/i.test(
    head.slice(0, 4000),
  );
}
