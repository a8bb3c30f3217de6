import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TokenFault = 'cut' | 'stall' | 'busy' | 'nonsense' | 'revoked';

export interface TokenServer {
  url: string;
  /** A refresh token as a person is given after consent. */
  consent(): string;
  isValid(accessToken: string): boolean;
  /** How often a token was given out, and how often an old refresh token was shown: a provider may take that for theft. */
  counts: { given: number; reused: number; faults: number; asked: number };
  /** The next so many askings go wrong in this manner. */
  fail(fault: TokenFault, times?: number): void;
  /** Access tokens that were given out count no more. */
  revokeAccess(): void;
  stop(): Promise<void>;
}

/** A provider's token endpoint on this machine: every refresh token works once. @param given what it says beside the tokens. */
export async function startTokenServer({
  expiresIn = 3600,
  ...given
}: { expiresIn?: number; [field: string]: unknown } = {}): Promise<TokenServer> {
  let serial = 0;
  const faults: TokenFault[] = [];
  const [fresh, used, access] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const counts = { given: 0, reused: 0, faults: 0, asked: 0 };
  const consent = (): string => {
    const token = `refresh-${(serial += 1)}`;
    fresh.add(token);
    return token;
  };
  const respond = (response: ServerResponse, status: number, body: object): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const answer = (form: URLSearchParams, response: ServerResponse): void => {
    counts.asked += 1;
    const fault = faults.shift();
    if (fault) counts.faults += 1;
    if (fault === 'stall') return;
    if (fault === 'cut') return void response.destroy();
    if (fault === 'busy') return respond(response, 503, {});
    if (fault === 'nonsense') return void response.end('<html>');
    const shown = form.get('refresh_token') ?? '';
    if (used.has(shown)) counts.reused += 1;
    if (fault === 'revoked' || form.get('grant_type') !== 'refresh_token' || !fresh.has(shown))
      return respond(response, 400, { error: 'invalid_grant' });
    if (form.get('client_id') !== 'vorgang') return respond(response, 401, { error: 'invalid_client' });
    fresh.delete(shown);
    used.add(shown);
    const accessToken = `access-${(serial += 1)}`;
    access.add(accessToken);
    counts.given += 1;
    return respond(response, 200, {
      access_token: accessToken,
      refresh_token: consent(),
      expires_in: expiresIn,
      token_type: 'Bearer',
      ...given,
    });
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(new URLSearchParams(body), response));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    consent,
    isValid: (token) => access.has(token),
    counts,
    fail: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    revokeAccess: () => access.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
