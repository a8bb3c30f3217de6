import { seal, unseal } from '../../config/secret.ts';
import { asTenant, type Trx } from '../../db/client.ts';
import { lockToken, recordRefresh, recordRefreshFailure, type TokenRow } from '../../db/mailbox-tokens.ts';
import type { MailboxRow } from '../../db/mailboxes.ts';
import type { OAuthClient } from '../../db/schema.ts';
import type { MailDependencies } from './dependencies.ts';
import { mailboxErrorOf } from '../../domain/mail/mailbox-errors.ts';
import { refreshGrant, TokenError } from './token-endpoint.ts';

/** Milliseconds. A token that ends sooner is not begun with. */
const margin = 2 * 60_000;
/** After a failure the provider is left alone: 5 s, 10 s … at most a minute. */
const [shortestPause, longestPause] = [5000, 60_000];

export type TokenMailbox = Pick<MailboxRow, 'id' | 'language' | 'secret'> & { oauth: OAuthClient };

/**
 * The mailbox's access token, refreshed where it ends. One refresh at a time, whatever processes want one; the refresh token that came with it is committed before
 * anybody sees the access token, for the old one may be worth nothing any more.
 * @throws TokenError; the mailbox's token row says since when and why.
 */
export async function accessTokenOf(
  { db, services }: Pick<MailDependencies, 'db' | 'services'>,
  tenant: string,
  mailbox: TokenMailbox,
): Promise<string> {
  const key = services.secretKey;
  const outcome = await asTenant(db, tenant, async (trx) => {
    const row = await lockToken(trx, mailbox.id);
    if (!row) return new TokenError('OAUTH_GRANT', 'no refresh token');
    if (row.access_token && row.access_until && row.access_until.getTime() > Date.now() + margin) return unseal(key, row.access_token);
    if (row.failed_at && Date.now() < row.failed_at.getTime() + pauseAfter(row.failures))
      return new TokenError('OAUTH_ENDPOINT', 'failed a moment ago');
    return refresh(trx, key, mailbox, row);
  });
  if (outcome instanceof TokenError) throw outcome;
  return outcome;
}

/** A failure is an outcome here: thrown, it would undo what is written of it. */
async function refresh(trx: Trx, key: string, mailbox: TokenMailbox, row: TokenRow): Promise<string | TokenError> {
  try {
    const grant = await refreshGrant(mailbox.oauth, unseal(key, mailbox.secret), unseal(key, row.refresh_token));
    const after = (seconds: number): Date => new Date(Date.now() + seconds * 1000);
    await recordRefresh(trx, row, {
      refreshToken: grant.refreshToken ? seal(key, grant.refreshToken) : row.refresh_token,
      refreshUntil: grant.refreshExpiresIn ? after(grant.refreshExpiresIn) : undefined,
      accessToken: seal(key, grant.accessToken),
      accessUntil: after(grant.expiresIn),
    });
    return grant.accessToken;
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    const meaning = mailboxErrorOf(error);
    await recordRefreshFailure(trx, mailbox.id, mailbox.language === 'en' ? meaning.en : meaning.de);
    return error;
  }
}

const pauseAfter = (failures: number): number => Math.min(longestPause, shortestPause * 2 ** Math.max(0, failures - 1));
