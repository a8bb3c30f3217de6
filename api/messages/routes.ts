import type { FastifyInstance } from 'fastify';
import { asTenant, type Trx } from '../../db/client.ts';
import { attachmentById, htmlOf, inlinePictures } from '../../db/conversation.ts';
import { MAIL_SANDBOX, mailDocument } from '../../domain/mail/document.ts';
import type { ApiDeps } from '../app.ts';
import { ById } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { rasterType, safeType } from './content-type.ts';

const access = ['agent', 'lead'] as const;
/** Bytes of pictures that one mail may show inside. */
const mostPictures = 8 * 1024 * 1024;

/** A mail's HTML and its files: what strangers sent, so nothing of it may run or be taken for ours. */
export function messages(app: FastifyInstance, { db }: ApiDeps): void {
  const inTenant = <T>(tenant: string | undefined, work: (trx: Trx) => Promise<T>): Promise<T> => {
    if (tenant === undefined) throw new ProblemError('signed-out');
    return asTenant(db, tenant, work);
  };

  app.get<{ Params: { id: string }; Querystring: { images?: '1' } }>(
    '/api/messages/:id/document',
    {
      config: { access },
      schema: {
        summary: "A mail's HTML for a sandboxed frame; `images=1` lets pictures load from elsewhere",
        tags: ['messages'],
        params: ById,
        querystring: flag('images'),
      },
    },
    async (request, reply) => {
      const { message, pictures } = await inTenant(request.account?.tenant, async (trx) => ({
        message: await htmlOf(trx, request.params.id),
        pictures: await inlinePictures(trx, request.params.id, mostPictures),
      }));
      if (!message || message.html === null) throw new ProblemError('not-found');
      const allowImages = request.query.images === '1';
      // A sandboxed frame has no cookie of ours: its own pictures come inside the document.
      const cid = Object.fromEntries(
        pictures.flatMap(({ contentId, content }) => {
          const type = rasterType(content);
          return type ? [[contentId, `data:${type};base64,${content.toString('base64')}`]] : [];
        }),
      );
      const policy = `sandbox ${MAIL_SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:${allowImages ? ' https:' : ''}; frame-ancestors 'self'; form-action 'none'; base-uri 'none'`;
      return reply
        .header('content-security-policy', policy)
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'private, no-store')
        .type('text/html; charset=utf-8')
        .send(mailDocument(message.html, { allowImages, cid }));
    },
  );

  app.get<{ Params: { id: string }; Querystring: { inline?: '1' } }>(
    '/api/attachments/:id',
    {
      config: { access },
      schema: {
        summary: 'A file to download; `inline=1` shows raster images',
        tags: ['messages'],
        params: ById,
        querystring: flag('inline'),
      },
    },
    async (request, reply) => {
      const attachment = await inTenant(request.account?.tenant, (trx) => attachmentById(trx, request.params.id));
      if (!attachment) throw new ProblemError('not-found');
      const { content, filename } = attachment;
      const isShown = request.query.inline === '1' && rasterType(content) !== null;
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
    },
  );
}

const flag = (name: string) => ({ type: 'object', properties: { [name]: { type: 'string', enum: ['1'] } } });
const asciiName = (name: string): string => name.replace(/[^\x20-\x7e]|["\\%]/g, '_').slice(0, 150);
/** RFC 8187: what encodeURIComponent leaves but a header value may not hold. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
