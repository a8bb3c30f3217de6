import type { FastifyReply } from 'fastify';

/**
 * Answers with a public page. Nothing is cached or referred to elsewhere; no script but our own, no frame around it.
 * Set here, not left to the server's defaults: a signed link depends on it.
 */
export function sendPage(reply: FastifyReply, markup: string, status = 200): FastifyReply {
  return privately(reply).code(status).type('text/html; charset=utf-8').send(markup);
}

export function privately(reply: FastifyReply): FastifyReply {
  return reply
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .header('x-robots-tag', 'noindex')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
}
