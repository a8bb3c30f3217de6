import { seal } from '../../config/secret.ts';
import { audit } from '../../db/audit.ts';
import { announce } from '../../db/changes.ts';
import type { Trx } from '../../db/client.ts';
import { enterRefreshToken } from '../../db/mailbox-tokens.ts';
import { insertMailbox, mailboxHealth, type MailboxHealth, updateMailbox } from '../../db/mailbox-admin.ts';
import { errorIn } from '../../domain/mail/mailbox-errors.ts';
import type { ApiDeps } from '../app.ts';
import { languageOf } from '../language.ts';
import { ProblemError } from '../problems.ts';
import type { Handlers } from '../route.ts';
import { unlessExists } from '../unless-exists.ts';
import { lookSoon } from './mailbox-trials.ts';
import { isElsewhere } from './stored-secret.ts';
import type { mailboxContracts } from './schema.ts';

/** Passwords are sealed: nobody reads them again but the worker, who is told of every change. */
export const mailboxHandlers = (deps: ApiDeps): Handlers<typeof mailboxContracts> => {
  const { secretKey } = deps.config;
  return {
    'GET /api/mailboxes': async ({ trx, request }) => ({
      items: (await mailboxHealth(trx)).map((row) => shownIn(languageOf(request), row)),
    }),

    'POST /api/mailboxes': async ({ trx, account, body, afterwards, request }) => {
      const { password, clientSecret, refreshToken, since = new Date().toISOString(), ...fields } = body;
      if (fields.oauth ? !refreshToken : !password)
        throw new ProblemError('bad-request', { missing: fields.oauth ? 'refreshToken' : 'password' });
      const secret = seal(secretKey, fields.oauth ? (clientSecret ?? '') : (password ?? ''));
      const id = await unlessExists(() => insertMailbox(trx, { ...fields, since, secret }));
      if (refreshToken) await enterRefreshToken(trx, id, seal(secretKey, refreshToken));
      await audit(trx, { account: account.id, action: 'created', entity: 'mailbox', id });
      await announce(trx, [{ entity: 'mailbox', id }]);
      afterwards(() => lookSoon(deps, { tenant: account.tenant, mailbox: id }, request.log));
      return shownIn(languageOf(request), await one(trx, id));
    },

    'PATCH /api/mailboxes/:id': async ({ trx, account, params, body, afterwards, request }) => {
      const { password, clientSecret, refreshToken, ...fields } = body;
      const before = await one(trx, params.id);
      const oauth = fields.oauth === undefined ? before.oauth : fields.oauth;
      const secret = oauth ? (clientSecret ?? (before.oauth ? undefined : '')) : password;
      // The stored refresh token goes to the provider that it is from, and a password is not what was a client's secret.
      if (oauth && oauth.tokenUrl !== before.oauth?.tokenUrl && !refreshToken)
        throw new ProblemError('bad-request', { missing: 'refreshToken' });
      if (!oauth && before.oauth && !password) throw new ProblemError('bad-request', { missing: 'password' });
      // Whoever may change a mailbox may not have its stored secret sent to a server of their own.
      const credential = oauth ? 'refreshToken' : 'password';
      if (isElsewhere(fields, before) && !body[credential]) throw new ProblemError('secret-again', { missing: credential });
      await updateMailbox(trx, params.id, { ...fields, ...(secret !== undefined && { secret: seal(secretKey, secret) }) });
      if (oauth && refreshToken) await enterRefreshToken(trx, params.id, seal(secretKey, refreshToken));
      await audit(trx, { account: account.id, action: 'changed', entity: 'mailbox', id: params.id, data: { fields: Object.keys(body) } });
      await announce(trx, [{ entity: 'mailbox', id: params.id }]);
      afterwards(() => lookSoon(deps, { tenant: account.tenant, mailbox: params.id }, request.log));
      return shownIn(languageOf(request), await one(trx, params.id));
    },
  };
};

/** Errors are written down in the mailbox's language, and read in everybody's own. */
function shownIn(language: 'de' | 'en', row: MailboxHealth): MailboxHealth {
  const { lastError, token } = row.health;
  const said = (error: string | null): string | null => error && errorIn(language, error);
  return { ...row, health: { ...row.health, lastError: said(lastError), token: token && { ...token, error: said(token.error) } } };
}

async function one(trx: Trx, id: string): Promise<MailboxHealth> {
  const [row] = await mailboxHealth(trx, id);
  if (!row) throw new ProblemError('not-found');
  return row;
}
