import type { FastifyReply } from 'fastify';
import { safeType } from './content-type.ts';

/** A file that strangers sent: to keep, or shown inside a page where `isShown`; never under a type that a browser would run. */
export function sendFile(
  reply: FastifyReply,
  { filename, content, isShown = false }: { filename: string; content: Uint8Array; isShown?: boolean },
): FastifyReply {
  return reply
    .header(
      'content-disposition',
      `${isShown ? 'inline' : 'attachment'}; filename="${asciiName(filename)}"; filename*=UTF-8''${encodeName(filename)}`,
    )
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .type(safeType(content))
    .send(content);
}

const asciiName = (name: string): string => name.replace(/[^\x20-\x7e]|["\\%]/g, '_').slice(0, 150);
/** RFC 8187: what encodeURIComponent leaves but a header value may not hold. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
