import type { FastifyInstance } from 'fastify';
import { asTenant, type Trx } from '../../db/client.ts';
import { attachmentById, htmlOf, inlinePictures, originalOf } from '../../db/conversation.ts';
import { remotePicturesOf } from '../../domain/mail/shown-html.ts';
import type { ApiDeps } from '../app.ts';
import { ById } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { rasterType } from './content-type.ts';
import { fetchPictures } from './pictures.ts';
import { mostPictures, sendDocument } from './send-document.ts';
import { sendFile } from './send-file.ts';

const access = ['agent', 'lead'] as const;

/** A mail's HTML and its files: what strangers sent, so nothing of it may run or be taken for ours. */
export function messages(app: FastifyInstance, { db, config }: ApiDeps): void {
  const inTenant = <T>(tenant: string | undefined, work: (trx: Trx) => Promise<T>): Promise<T> => {
    if (tenant === undefined) throw new ProblemError('signed-out');
    return asTenant(db, tenant, work);
  };

  app.get<{ Params: { id: string }; Querystring: { images?: '1'; language?: 'de' | 'en' } }>(
    '/api/messages/:id/document',
    {
      config: { access, rateLimit: { max: 120, timeWindow: '1 minute', keyGenerator: (request) => request.account?.id ?? request.ip } },
      schema: {
        summary: "A mail's HTML for a sandboxed frame; with `images=1` we fetch the pictures that it has elsewhere",
        tags: ['messages'],
        params: ById,
        querystring: {
          type: 'object',
          properties: { images: { type: 'string', enum: ['1'] }, language: { type: 'string', enum: ['de', 'en'] } },
        },
      },
    },
    async (request, reply) => {
      const { message, own } = await inTenant(request.account?.tenant, async (trx) => ({
        message: await htmlOf(trx, request.params.id),
        own: await inlinePictures(trx, request.params.id, mostPictures),
      }));
      if (!message || message.html === null) throw new ProblemError('not-found');
      const remote = request.query.images === '1' ? await fetchPictures(remotePicturesOf(message.html), config.pictureNet) : {};
      return sendDocument(reply, { html: message.html, own, remote, language: request.query.language ?? 'de' });
    },
  );

  app.get<{ Params: { id: string } }>(
    '/api/messages/:id/original',
    {
      config: { access },
      schema: { summary: 'The mail as it came, byte for byte, to download', tags: ['messages'], params: ById },
    },
    async (request, reply) => {
      const original = await inTenant(request.account?.tenant, (trx) => originalOf(trx, request.params.id));
      if (!original) throw new ProblemError('not-found');
      return sendFile(reply, { filename: 'mail.eml', content: original.raw });
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
      return sendFile(reply, { filename, content, isShown });
    },
  );
}

const flag = (name: string) => ({ type: 'object', properties: { [name]: { type: 'string', enum: ['1'] } } });
