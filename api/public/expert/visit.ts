import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { asTenant, type Db } from '../../../db/client.ts';

/** What a secret opens: one consultation of one tenant. */
export interface Opened {
  tenant: string;
  id: string;
}

/** A link is good until 30 days after the answer was due. */
export const linkDays = 30;
/** A visit's cookie is good for 30 days: writing outlasts a working day. */
export const visitSeconds = 30 * 24 * 60 * 60;

/** Whose link this is. Has no effect: mail scanners open links too. */
export async function consultationByLink(db: Db, token: string): Promise<Opened | null> {
  if (!isToken(token)) return null;
  const { rows } = await sql<Opened>`select tenant, id from consultation_by_token(${hash(token)})`.execute(db);
  return rows[0] ?? null;
}

/** Exchanges a link for a visit. @returns the cookie's value: 32 random bytes of its own, so that a cookie never reveals the link. */
export async function startVisit(db: Db, opened: Opened): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await asTenant(db, opened.tenant, async (trx) => {
    await trx.deleteFrom('expert_visit').where('expires_at', '<', new Date()).execute();
    const expires_at = new Date(Date.now() + visitSeconds * 1000);
    await trx
      .insertInto('expert_visit')
      .values({ token_hash: hash(secret), consultation: opened.id, expires_at })
      .execute();
  });
  return secret;
}

/** Whose visit this cookie is; null where it is unknown, over, or of another consultation. */
export async function consultationByVisit(db: Db, secret: string | undefined, consultation: string): Promise<Opened | null> {
  if (!secret || !isToken(secret)) return null;
  const { rows } = await sql<Opened>`select tenant, id from consultation_by_visit(${hash(secret)})`.execute(db);
  return rows[0]?.id === consultation ? rows[0] : null;
}

const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);
const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
