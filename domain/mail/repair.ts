const CR = 0x0d;
const LF = 0x0a;

/** Whether the headers end with bare carriage returns: their first CR has no LF behind it, or two stand together. */
export function isUnlined(raw: Uint8Array): boolean {
  const first = raw.indexOf(CR);
  if (first < 0) return false;
  const head = raw.subarray(0, bodyStart(raw));
  for (let at = head.indexOf(CR); at >= 0; at = head.indexOf(CR, at + 1)) if (head[at + 1] === CR) return true;
  return raw[first + 1] !== LF && raw.indexOf(LF) < 0;
}

/** A copy in which every bare CR is a LF. Old Macs and some gateways write them; parsers see one endless header line. */
export function withoutBareReturns(raw: Uint8Array): Uint8Array {
  const mended = Uint8Array.from(raw);
  for (let at = mended.indexOf(CR); at >= 0; at = mended.indexOf(CR, at + 1)) if (mended[at + 1] !== LF) mended[at] = LF;
  return mended;
}

/** Where the headers end: the index of the first byte of the body, or the length where there is none. */
function bodyStart(raw: Uint8Array): number {
  if (raw[0] === LF) return 1;
  if (raw[0] === CR && raw[1] === LF) return 2;
  for (let at = raw.indexOf(LF); at >= 0; at = raw.indexOf(LF, at + 1)) {
    if (raw[at + 1] === LF) return at + 2;
    if (raw[at + 1] === CR && raw[at + 2] === LF) return at + 3;
  }
  return raw.length;
}
