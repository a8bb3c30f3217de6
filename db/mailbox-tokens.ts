import { type Selectable, sql } from 'kysely';
import { announce } from './changes.ts';
import type { Trx } from './client.ts';
import type { Database } from './schema.ts';

export type TokenRow = Selectable<Database['mailbox_token']>;

/** Longer than a token endpoint may take. */
const patience = sql.raw('set local lock_timeout = 20000');

/** The row, locked: whoever else wants to refresh, in whatever process, waits and then finds the new token. */
export async function lockToken(trx: Trx, mailbox: string): Promise<TokenRow | undefined> {
  await patience.execute(trx);
  return trx.selectFrom('mailbox_token').selectAll().where('mailbox', '=', mailbox).forUpdate().executeTakeFirst();
}

/** A refresh token that a person has entered: whatever was wrong before is over. */
export async function enterRefreshToken(trx: Trx, mailbox: string, refreshToken: Buffer): Promise<void> {
  const fresh = {
    refresh_token: refreshToken,
    refresh_until: null,
    access_token: null,
    access_until: null,
    failed_at: null,
    failures: 0,
    error: null,
  };
  await trx
    .insertInto('mailbox_token')
    .values({ mailbox, ...fresh })
    .onConflict((conflict) => conflict.column('mailbox').doUpdateSet(fresh))
    .execute();
}

/** What a refresh brought. `refreshUntil` undefined: the provider did not say. */
export interface RefreshedToken {
  refreshToken: Buffer;
  refreshUntil: Date | undefined;
  accessToken: Buffer;
  accessUntil: Date;
}

export async function recordRefresh(trx: Trx, { mailbox, failures }: TokenRow, token: RefreshedToken): Promise<void> {
  await trx
    .updateTable('mailbox_token')
    .set({
      refresh_token: token.refreshToken,
      ...(token.refreshUntil && { refresh_until: token.refreshUntil }),
      access_token: token.accessToken,
      access_until: token.accessUntil,
      refreshed_at: new Date(),
      failures: 0,
      error: null,
    })
    .where('mailbox', '=', mailbox)
    .execute();
  if (failures > 0) await announce(trx, [{ entity: 'mailbox', id: mailbox }]);
}

/** @param error in plain words. */
export async function recordRefreshFailure(trx: Trx, mailbox: string, error: string): Promise<void> {
  await trx
    .updateTable('mailbox_token')
    .set((eb) => ({ failures: eb('failures', '+', 1), failed_at: new Date(), error }))
    .where('mailbox', '=', mailbox)
    .execute();
  await announce(trx, [{ entity: 'mailbox', id: mailbox }]);
}

/** The server did not take the access token, so the next use asks for another; not where it is younger than so many seconds: that would not help. */
export async function dropAccessToken(trx: Trx, mailbox: string, youngest: number): Promise<void> {
  await trx
    .updateTable('mailbox_token')
    .set({ access_token: null })
    .where('mailbox', '=', mailbox)
    .where('refreshed_at', '<', sql<Date>`now() - make_interval(secs => ${youngest})`)
    .execute();
}
