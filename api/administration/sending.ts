import { createPrivateKey } from 'node:crypto';
import { seal } from '../../config/secret.ts';
import { audit } from '../../db/audit.ts';
import { json, type Trx } from '../../db/client.ts';
import { listSignatures, saveSignature } from '../../db/signatures.ts';
import { faultsOf } from '../../domain/answer/render.ts';
import { ProblemError } from '../problems.ts';
import type { Handlers } from '../route.ts';
import type { sendingContracts } from './sending-schema.ts';

/** @param secretKey seals the signing keys: nobody reads them again but the worker. */
export const sendingHandlers = (secretKey: string): Handlers<typeof sendingContracts> => ({
  'GET /api/mailboxes/:id/sending': async ({ trx, params }) => {
    const { mails_per_minute, connections, dkim } = await existing(trx, params.id);
    return { mailsPerMinute: mails_per_minute, connections, dkim };
  },

  'PUT /api/mailboxes/:id/sending': async ({ trx, account, params, body }) => {
    const { mailsPerMinute, connections, dkim, dkimKey } = body;
    const { dkim_key } = await existing(trx, params.id);
    if (dkimKey !== undefined && !isSigningKey(dkimKey))
      throw new ProblemError('bad-request', { detail: 'dkimKey: an RSA key in PEM form' });
    if (dkim && dkimKey === undefined && !dkim_key) throw new ProblemError('bad-request', { detail: 'dkimKey is missing' });
    await trx
      .updateTable('mailbox')
      .set({
        mails_per_minute: mailsPerMinute,
        connections,
        dkim: dkim && json(dkim),
        ...(dkim ? {} : { dkim_key: null }),
        ...(dkim && dkimKey !== undefined ? { dkim_key: seal(secretKey, dkimKey) } : {}),
      })
      .where('id', '=', params.id)
      .execute();
    const data = { fields: Object.keys(body) };
    await audit(trx, { account: account.id, action: 'changed', entity: 'mailbox', id: params.id, data });
    return { done: true };
  },

  'GET /api/signatures': async ({ trx }) => ({
    items: (await listSignatures(trx)).map(({ language, ...row }) => ({
      ...row,
      language: language === 'en' ? ('en' as const) : ('de' as const),
    })),
  }),

  'PUT /api/signatures': async ({ trx, account, body }) => {
    const [fault] = faultsOf({ subject: '', body: body.text });
    if (fault) throw new ProblemError('bad-request', { detail: JSON.stringify(fault) });
    await saveSignature(trx, body);
    const data = { topic: body.topic, language: body.language };
    await audit(trx, { account: account.id, action: 'saved', entity: 'signature', id: body.topic ?? 'all', data });
    return { done: true };
  },
});

async function existing(trx: Trx, id: string) {
  const row = await trx
    .selectFrom('mailbox')
    .select(['mails_per_minute', 'connections', 'dkim', 'dkim_key'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new ProblemError('not-found');
  return row;
}

function isSigningKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
