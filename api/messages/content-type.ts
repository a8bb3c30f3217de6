/** Media type of pictures that browsers only paint, told by their first bytes; null for everything else, SVG included (it can run script). */
export function rasterType(content: Uint8Array): string | null {
  const head = Buffer.from(content.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  return null;
}

/** By content, never by the sender's claim; what is not known is bytes to keep. */
export function safeType(content: Uint8Array): string {
  const isPdf = Buffer.from(content.subarray(0, 5)).toString('latin1') === '%PDF-';
  return rasterType(content) ?? (isPdf ? 'application/pdf' : 'application/octet-stream');
}
