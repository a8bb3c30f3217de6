import { textOf } from '../mime/charset.ts';

/** Values by property id: texts decoded, binaries and objects as bytes; numbers and dates are left out. */
export type MapiProperties = Map<number, string | Buffer>;

const MOST = 2000;
const NAMED = 0x8000;
const SEVERAL = 0x1000;
const TYPE = { object: 0x0d, text8: 0x1e, text16: 0x1f, binary: 0x102 } as const;
/** Bytes of the types with one length; each value fills up to a multiple of four. */
const FIXED: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0a: 4, 0x0b: 4, 0x14: 8, 0x40: 8, 0x48: 16 };

/** Reads a list of MAPI properties as TNEF packs it (MS-OXTNEF 2.1.3.4); stops where it is damaged. */
export function mapiProperties(bytes: Buffer, codepage: string): MapiProperties {
  const found: MapiProperties = new Map();
  let at = 0;
  const has = (length: number): boolean => length >= 0 && at + length <= bytes.length;
  const number = (): number => {
    if (!has(4)) throw new RangeError('cut off');
    at += 4;
    return bytes.readUInt32LE(at - 4);
  };
  const take = (length: number): Buffer => {
    if (!has(length)) throw new RangeError('cut off');
    const taken = bytes.subarray(at, at + length);
    at += Math.ceil(length / 4) * 4;
    return taken;
  };
  try {
    const count = Math.min(number(), MOST);
    for (let n = 0; n < count; n += 1) {
      const tag = number();
      const type = tag & 0xffff;
      const id = tag >>> 16;
      if (id >= NAMED) {
        take(16);
        if (number() === 0) number();
        else take(number());
      }
      const base = type & ~SEVERAL;
      const fixed = FIXED[base];
      const isVariable = fixed === undefined;
      const values = isVariable || (type & SEVERAL) !== 0 ? Math.min(number(), MOST) : 1;
      for (let value = 0; value < values; value += 1) {
        const data = take(isVariable ? number() : fixed);
        if (isVariable && value === 0) found.set(id, valueOf(base, data, codepage));
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

function valueOf(type: number, data: Buffer, codepage: string): string | Buffer {
  if (type === TYPE.text16) return textOf(data, 'utf-16le');
  if (type === TYPE.text8) return textOf(data, codepage);
  // Before the bytes of an object stands the 16-byte id of its interface.
  return type === TYPE.object ? data.subarray(16) : data;
}
