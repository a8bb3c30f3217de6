import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import { asTenant } from '../../db/client.ts';
import { originalOf, readInbound } from '../../db/inbound-mail.ts';
import { parseMail } from '../../domain/mail/parse.ts';
import type { ApiDeps } from '../app.ts';
import { ById } from '../contract.ts';
import { sendFile } from '../messages/send-file.ts';
import { ProblemError } from '../problems.ts';

const access = ['lead', 'administrator'] as const;

/** A mail's bytes as they came, and its files: to download, never shown. */
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
}
