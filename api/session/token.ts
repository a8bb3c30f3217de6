import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiConfig } from '../config.ts';

const isSecure = ({ appUrl }: ApiConfig): boolean => appUrl.startsWith('https:');
/** `__Host-` binds it to this very host; browsers accept the prefix on https only. */
const cookieName = (config: ApiConfig): string => (isSecure(config) ? '__Host-session' : 'vorgang_session');

/** Only the hash is stored: whoever reads the database cannot sign in with it. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export function tokenOf(request: FastifyRequest, config: ApiConfig): string | null {
  return request.cookies[cookieName(config)] ?? null;
}

/** Gives the browser a new token of 32 random bytes. */
export function giveToken(reply: FastifyReply, config: ApiConfig): string {
  const token = randomBytes(32).toString('base64url');
  void reply.setCookie(cookieName(config), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(config),
    maxAge: 7 * 24 * 3600,
  });
  return token;
}

export function takeTokenBack(reply: FastifyReply, config: ApiConfig): void {
  void reply.clearCookie(cookieName(config), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(config) });
}
