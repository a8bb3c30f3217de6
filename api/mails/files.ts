import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import { asTenant } from '../../db/client.ts';
import { originalOf, readInbound } from '../../db/inbound-mail.ts';
import { parseMail } from '../../domain/mail/parse.ts';
import type { ApiDeps } from '../app.ts';
import { ById } from '../contract.ts';
import { mostPictures, sendDocument } from '../messages/send-document.ts';
import { sendFile } from '../messages/send-file.ts';
import { ProblemError } from '../problems.ts';

const access = ['lead', 'administrator'] as const;

/** A mail's bytes as they came and its files, to download; and its HTML for a sandboxed frame, always without pictures from elsewhere. */
export function mailFiles(app: FastifyInstance, { db }: ApiDeps): void {
  app.get<{ Params: { id: string } }>(
    '/api/ledger/mails/:id/raw',
    { config: { access }, schema: { summary: 'The mail as it came, to download', tags: ['ledger'], params: ById } },
    async ({ account, params }, reply) => {
      if (!account) throw new ProblemError('signed-out');
      const row = await asTenant(db, account.tenant, async (trx) => {
        const found = await readInbound(trx, params.id);
        if (found) await audit(trx, { account: account.id, action: 'mail-downloaded', entity: 'mail', id: found.id });
        return found;
      });
      if (!row) throw new ProblemError('not-found');
      return sendFile(reply, { filename: `${row.id}.eml`, content: originalOf(row) });
    },
  );

  app.get<{ Params: { id: string; number: number } }>(
    '/api/ledger/mails/:id/files/:number',
    {
      config: { access },
      schema: {
        summary: "One of the mail's files, to download",
        tags: ['ledger'],
        params: { ...ById, required: ['id', 'number'], properties: { ...ById.properties, number: { type: 'integer', minimum: 0 } } },
      },
    },
    async ({ account, params }, reply) => {
      if (!account) throw new ProblemError('signed-out');
      const row = await asTenant(db, account.tenant, (trx) => readInbound(trx, params.id));
      const file = row && (await parseMail(originalOf(row))).attachments[params.number];
      if (!file) throw new ProblemError('not-found');
      return sendFile(reply, { filename: file.filename, content: Buffer.from(file.content) });
    },
  );

  app.get<{ Params: { id: string }; Querystring: { language?: 'de' | 'en' } }>(
    '/api/ledger/mails/:id/document',
    {
      config: { access },
      schema: {
        summary: "The mail's HTML for a sandboxed frame; nothing is fetched from elsewhere",
        tags: ['ledger'],
        params: ById,
        querystring: { type: 'object', properties: { language: { type: 'string', enum: ['de', 'en'] } } },
      },
    },
    async ({ account, params, query }, reply) => {
      if (!account) throw new ProblemError('signed-out');
      const row = await asTenant(db, account.tenant, (trx) => readInbound(trx, params.id));
      const mail = row && (await parseMail(originalOf(row)));
      if (!mail || mail.html === null) throw new ProblemError('not-found');
      const own = mail.attachments.flatMap(({ contentId, content, size }) =>
        contentId !== null && size <= mostPictures ? [{ contentId, content: Buffer.from(content) }] : [],
      );
      return sendDocument(reply, { html: mail.html, own, language: query.language ?? 'de' });
    },
  );
}
