/** What a `smime.p7m` is, by its first object identifier (RFC 5652 section 3), and the MIME entity inside where it is only signed. */
export interface Cms {
  kind: 'signed' | 'encrypted' | 'other';
  content: Buffer | null;
}

const SIGNED_DATA = '2a864886f70d010702';
const ENCRYPTED = ['2a864886f70d010703', '2a864886f70d010706', '2a864886f70d0109100117'];
const MOST_DEPTH = 12;

/** Reads the outer frame of a CMS message, in DER or BER; null where the bytes are none. Signatures are not checked here. */
export function cmsOf(bytes: Buffer): Cms | null {
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== 0x30) return null;
  const [type, wrapped] = childrenOf(outer.value);
  if (type?.tag !== 0x06) return null;
  const id = type.value.toString('hex');
  if (ENCRYPTED.includes(id)) return { kind: 'encrypted', content: null };
  if (id !== SIGNED_DATA) return { kind: 'other', content: null };
  const signed = wrapped === undefined ? undefined : childrenOf(wrapped.value)[0];
  // version, digest algorithms, then what was signed: its type and [0] an OCTET STRING.
  const inside = signed === undefined ? undefined : childrenOf(signed.value)[2];
  const holder = inside === undefined ? undefined : childrenOf(inside.value)[1];
  const octets = holder === undefined ? undefined : childrenOf(holder.value)[0];
  return { kind: 'signed', content: octets === undefined ? null : octetsOf(octets, 0) };
}

interface Element {
  tag: number;
  value: Buffer;
  next: number;
}

/** BER pieces an OCTET STRING in chunks of the same type. */
function octetsOf({ tag, value }: Element, depth: number): Buffer {
  if ((tag & 0x20) === 0 || depth > MOST_DEPTH) return value;
  return Buffer.concat(childrenOf(value).map((part) => octetsOf(part, depth + 1)));
}

function childrenOf(value: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < value.length && found.length < 100_000;) {
    const element = elementAt(value, at);
    if (element === null || (element.tag === 0 && element.value.length === 0)) break;
    found.push(element);
    at = element.next;
  }
  return found;
}

/** Tag, length and value; a length that is not told beforehand (BER 0x80) ends at two zero bytes. */
function elementAt(bytes: Buffer, at: number, depth = 0): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || depth > MOST_DEPTH) return null;
  if (first === 0x80) {
    let end = at + 2;
    while (!(bytes[end] === 0 && bytes[end + 1] === 0)) {
      const inside = elementAt(bytes, end, depth + 1);
      if (inside === null) return { tag, value: bytes.subarray(at + 2), next: bytes.length };
      end = inside.next;
    }
    return { tag, value: bytes.subarray(at + 2, end), next: end + 2 };
  }
  const count = first & 0x80 ? first & 0x7f : 0;
  if (count > 4 || at + 2 + count > bytes.length) return null;
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
  const begin = at + 2 + count;
  return { tag, value: bytes.subarray(begin, begin + length), next: begin + length };
}
