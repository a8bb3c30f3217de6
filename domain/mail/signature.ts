/** A signature is short; a delimiter further up divides something else. */
const MOST_LINES = 30;

/** RFC 3676 section 4.3, with or without the blank that programs strip. */
const DELIMITER = /^-- ?$/;

/** What phones and web mails write below a mail by themselves. */
const DEVICE =
  /^(?:diese (?:e-?mail|nachricht) wurde )?(?:von(?: meinem| mein)?|(?:gesendet|verschickt|geschrieben) (?:von|mit|aus|über)|sent (?:from|via|with|by)|get|holen sie sich|envoy(?:é|e) (?:de|depuis)|inviato da|enviado desde|verzonden (?:vanaf|met)|sendt fra)\b.{0,60}\b(?:iphone|ipad|ios|apple|android|samsung|galaxy|huawei|xiaomi|pixel|blackberry|windows phone|smartphone|handy|mobil\w*|mobile|tablet|outlook|gmail|gmx|web\.de|yahoo|t-online|freenet|posteo|mailbox\.org|proton ?mail|k-9|fairemail|thunderbird|mail app|mail-app)\b.{0,60}$/iu;

/**
 * Index at which the signature of a text begins that has no quote any more; null where it has none, or nothing stands above it.
 * A closing ("Mit freundlichen Grüßen") is the sender's own and no signature.
 */
export function signatureFromOf(text: string): number | null {
  const lines = text.trimEnd().split('\n');
  let at = text.trimEnd().length + 1;
  let found: number | null = null;
  for (let n = lines.length - 1, seen = 0; n >= 0 && seen < MOST_LINES; n -= 1, seen += 1) {
    const line = lines[n]!;
    at -= line.length + 1;
    if (DELIMITER.test(line) || DEVICE.test(line.slice(0, 300).trim())) found = at;
  }
  return found === null || text.slice(0, found).trim() === '' ? null : found;
}
