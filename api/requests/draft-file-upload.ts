import type { FastifyInstance } from 'fastify';
import { asTenant } from '../../db/client.ts';
import { filesOfDraft, insertDraftFile } from '../../db/draft-files.ts';
import type { ApiDeps } from '../app.ts';
import { ById } from '../contract.ts';
import { safeType } from '../messages/content-type.ts';
import { ProblemError } from '../problems.ts';

/** Bytes of one file, and of all of a reply: many servers take no more than 25 MB, and a third is added on the way. */
const mostOfFile = 15 * 1024 * 1024;
const mostOfAll = 18 * 1024 * 1024;
const mostFiles = 20;
const longestName = 200;

/** The bytes as they are, the name in a header: it is nobody's business in logs. What the file is tells its content. */
export function draftFileUpload(app: FastifyInstance, { db }: ApiDeps): void {
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: mostOfFile }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Params: { id: string }; Body: Buffer; Headers: { 'x-file-name'?: string } }>(
    '/api/requests/:id/drafts/reply/files',
    {
      bodyLimit: mostOfFile,
      config: { access: ['agent', 'lead'] },
      schema: {
        summary: 'Put a file to the own draft of a reply; its name, percent-encoded, in X-File-Name',
        tags: ['requests'],
        params: ById,
      },
    },
    async (request) => {
      const { account, body, params } = request;
      if (!account) throw new ProblemError('signed-out');
      const filename = nameOf(request.headers['x-file-name']);
      return asTenant(db, account.tenant, async (trx) => {
        const draft = { account: account.id, request: params.id };
        if (!(await trx.selectFrom('request').select('id').where('id', '=', params.id).executeTakeFirst()))
          throw new ProblemError('not-found');
        if (!Buffer.isBuffer(body) || body.byteLength === 0 || filename === null) throw new ProblemError('bad-request');
        const files = await filesOfDraft(trx, draft);
        if (files.length >= mostFiles) throw new ProblemError('too-many-files');
        if (files.reduce((sum, { size }) => sum + size, body.byteLength) > mostOfAll) throw new ProblemError('files-too-large');
        return insertDraftFile(trx, draft, { filename, contentType: safeType(body), content: body });
      });
    },
  );
}

/** Without folders and signs that end a line or hide an ending. */
function nameOf(header: string | undefined): string | null {
  try {
    const name =
      decodeURIComponent(header ?? '')
        .toWellFormed()
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cf}]/gu, '')
        .split(/[\\/]/)
        .at(-1)
        ?.trim() ?? '';
    return name === '' ? null : name.slice(-longestName);
  } catch {
    return null;
  }
}
