import type { FastifyReply } from 'fastify';
import { MAIL_POLICY, MAIL_SANDBOX, mailDocument } from '../../domain/mail/document.ts';
import { rasterType } from './content-type.ts';

/** Bytes of pictures that one mail may show inside. */
export const mostPictures = 8 * 1024 * 1024;

interface MailDocument {
  html: string;
  /** The mail's own, by Content-ID. */
  own: { contentId: string; content: Buffer }[];
  /** What was fetched from elsewhere: address → data. */
  remote?: Record<string, string>;
  language: 'de' | 'en';
}

/** A mail's HTML for a sandboxed frame. Such a frame has no cookie of ours: its pictures come inside the document. */
export function sendDocument(reply: FastifyReply, { html, own, remote = {}, language }: MailDocument): FastifyReply {
  const pictures = Object.fromEntries(
    own.flatMap(({ contentId, content }) => {
      const type = rasterType(content);
      return type ? [[`cid:${contentId}`, `data:${type};base64,${content.toString('base64')}`]] : [];
    }),
  );
  return reply
    .header('content-security-policy', `sandbox ${MAIL_SANDBOX}; ${MAIL_POLICY}; frame-ancestors 'self'`)
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'private, no-store')
    .type('text/html; charset=utf-8')
    .send(mailDocument(html, { pictures: { ...remote, ...pictures }, disguised: leadsTo[language] }));
}

const leadsTo = { de: 'führt zu', en: 'leads to' };
