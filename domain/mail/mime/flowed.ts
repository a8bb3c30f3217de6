/** Text of `format=flowed` with its soft line breaks taken out (RFC 3676); lines are joined at the same depth of quote only. */
export function unflowed(text: string, delSp: boolean): string {
  const joined: string[] = [];
  let open: number | null = null;
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(line)![0].length;
    const unstuffed = line.slice(depth).replace(/^ /, '');
    const isSignature = unstuffed === '-- ';
    const isSoft = unstuffed.endsWith(' ') && !isSignature;
    const words = isSoft && delSp ? unstuffed.slice(0, -1) : unstuffed;
    if (open === depth && !isSignature) joined[joined.length - 1] += words;
    else joined.push(depth === 0 ? words : `${'>'.repeat(depth)} ${words}`);
    open = isSoft ? depth : null;
  }
  return joined.join('\n');
}
