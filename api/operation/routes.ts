import type { FastifyInstance } from 'fastify';
import { audit } from '../../db/audit.ts';
import type { Trx } from '../../db/client.ts';
import { ledgerSummary } from '../../db/ledger.ts';
import { differences, folderAccounts } from '../../db/mail-accounts.ts';
import { openIncidents, outboxSummary } from '../../db/operation.ts';
import { settleUnknown, unknownMails } from '../../db/unknown-mails.ts';
import type { ApiDeps } from '../app.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { wakeRequest } from '../wake-request.ts';
import { operationContracts } from './schema.ts';

export function operation(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, operationContracts, {
    'GET /api/incidents': async ({ trx }) => ({ items: await openIncidents(trx) }),
    'GET /api/ledger/differences': async ({ trx }) => ({ items: await differences(trx) }),
    'GET /api/ledger': async ({ trx }) => ({
      mailboxes: await ledgerWithFolders(trx),
      outbox: await outboxSummary(trx),
      unknown: await unknownMails(trx),
    }),
    'POST /api/ledger/unknown/:id': async ({ trx, account, params, body, afterwards, request: { log } }) => {
      const settled = await settleUnknown(trx, params.id, { account: account.id, found: body.found });
      if (settled === 'gone') throw new ProblemError('not-found');
      if (settled === 'late') throw new ProblemError('delivery-settled');
      await audit(trx, { account: account.id, action: body.found, entity: 'outbox', id: params.id });
      const { again } = settled;
      if (again) afterwards(() => wakeRequest(deps, { tenant: account.tenant, request: again }, log));
      return { done: true };
    },
  });
}

async function ledgerWithFolders(trx: Trx) {
  const [boxes, folders] = await Promise.all([ledgerSummary(trx), folderAccounts(trx)]);
  return boxes.map((box) => ({
    ...box,
    folders: folders.flatMap(({ mailbox, ...folder }) => (mailbox === box.mailbox ? [folder] : [])),
  }));
}
