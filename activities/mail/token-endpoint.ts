import type { OAuthClient } from '../../db/schema.ts';

/** What a token endpoint gave (RFC 6749, section 5.1). Seconds. */
export interface Grant {
  accessToken: string;
  expiresIn: number;
  /** A new refresh token; absent: the old one stays. */
  refreshToken?: string;
  /** Not in the standard; some providers say when the refresh token ends. */
  refreshExpiresIn?: number;
}

/** Codes that mailbox-errors.ts has words for. */
export type TokenErrorCode = 'OAUTH_GRANT' | 'OAUTH_CLIENT' | 'OAUTH_ENDPOINT';

export class TokenError extends Error {
  readonly code: TokenErrorCode;
  constructor(code: TokenErrorCode, detail: string) {
    super(`No access token: ${detail}.`);
    this.code = code;
  }
}

/** Milliseconds, bytes. */
const patience = 15_000;
const longestAnswer = 64 * 1024;

/**
 * Asks for an access token. @param secret the client's, empty where it has none.
 * @throws TokenError; its message names the provider's error code and never a token.
 */
export async function refreshGrant(client: OAuthClient, secret: string, refreshToken: string): Promise<Grant> {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: client.clientId,
    ...(secret && { client_secret: secret }),
    ...(client.scope && { scope: client.scope }),
  });
  const { status, text } = await post(client.tokenUrl, body);
  const answer = parse(text);
  const { access_token: accessToken, expires_in: expiresIn, refresh_token: rotated } = answer;
  if (status === 200 && typeof accessToken === 'string' && accessToken !== '') {
    const refreshExpiresIn = Number(answer['refresh_token_expires_in'] ?? answer['refresh_expires_in']);
    return {
      accessToken,
      expiresIn: Number(expiresIn) > 0 ? Number(expiresIn) : 3600,
      ...(typeof rotated === 'string' && rotated !== '' && { refreshToken: rotated }),
      ...(refreshExpiresIn > 0 && { refreshExpiresIn }),
    };
  }
  const said = answer['error'];
  const error = typeof said === 'string' ? said.replace(/[^\w-]/g, '').slice(0, 60) : '';
  throw new TokenError(codeOf(status, error), error || `HTTP ${status}`);
}

/** RFC 6749, section 5.2. */
function codeOf(status: number, error: string): TokenErrorCode {
  if (error === 'invalid_grant' || error === 'interaction_required' || error === 'consent_required') return 'OAUTH_GRANT';
  const isTemporary = status >= 500 || status === 429 || status === 200 || error === 'temporarily_unavailable';
  return isTemporary ? 'OAUTH_ENDPOINT' : 'OAUTH_CLIENT';
}

async function post(url: string, body: URLSearchParams): Promise<{ status: number; text: string }> {
  try {
    // A redirect would carry the refresh token to somebody else.
    const response = await fetch(url, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(patience) });
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.length > longestAnswer) throw new Error('too long');
    }
    return { status: response.status, text };
  } catch (error) {
    throw new TokenError('OAUTH_ENDPOINT', error instanceof Error ? error.name : 'unreachable');
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
