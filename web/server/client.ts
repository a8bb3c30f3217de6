import type { ApiRoutes } from '../../api/types.ts';
import { createStore } from '../shell/external-store.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Problem, readProblem } from './problem.ts';

export type RouteName = keyof ApiRoutes;
type Parts = 'params' | 'query' | 'body';
type Given<R> = { [P in Parts & keyof R as R[P] extends undefined ? never : P]: R[P] };
type AllOptional<T> = Partial<T> extends T ? true : false;
/** What the route wants; `query` may be left out where everything in it may. */
export type Input<N extends RouteName> = Loosen<Given<ApiRoutes[N]>> & {
  key?: string;
  /** Version of the draft that is written: goes into If-Match. */ ifMatch?: number;
  signal?: AbortSignal;
};
type Loosen<G> = { [P in keyof G as AllOptional<G[P]> extends true ? never : P]: G[P] } & {
  [P in keyof G as AllOptional<G[P]> extends true ? P : never]?: G[P];
};
export type Reply<N extends RouteName> = ApiRoutes[N]['reply'];

/** True while the session has ended under an open page: the sign-in stands over it and calls wait. */
export const sessionExpired = createStore(false);
/** Counts calls that got no answer at all: a reason to look whether the news still flows. */
export const unanswered = createStore(0);
let signedInAgain = Promise.withResolvers<void>();

/**
 * Calls one route of the API. Throws `Problem`. When the session has expired the call waits until the person has signed in again and is then
 * repeated once, so a long text is not lost and its sending not forgotten.
 */
export async function api<N extends RouteName>(name: N, input: Input<N>): Promise<Reply<N>> {
  const response = await send(name, input);
  if (response.status === 401 && !name.endsWith('/api/session')) {
    sessionExpired.set(true);
    await signedInAgain.promise;
    return read(await send(name, input));
  }
  return read(response);
}

/** After a sign-in: lets the waiting calls go. */
export function releaseWaitingCalls(): void {
  sessionExpired.set(false);
  signedInAgain.resolve();
  signedInAgain = Promise.withResolvers<void>();
}

interface AnyInput {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  key?: string;
  ifMatch?: number;
  signal?: AbortSignal;
}

async function send(name: string, { params, query, body, key, ifMatch, signal }: AnyInput): Promise<Response> {
  const [method = 'GET', template = ''] = name.split(' ');
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': currentLanguage() };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key) headers['idempotency-key'] = key;
  if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`;
  try {
    return await fetch(address(template, params, query), {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    unanswered.set((count) => count + 1);
    throw new Problem('offline', 0);
  }
}

/** `/api/tasks/:id` with its parts filled in. */
function address(template: string, params: Record<string, string> = {}, query: AnyInput['query'] = {}): string {
  const path = template.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(params[part] ?? ''));
  const search = new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])));
  return search.size > 0 ? `${path}?${search}` : path;
}

async function read<N extends RouteName>(response: Response): Promise<Reply<N>> {
  if (!response.ok) throw await readProblem(response);
  return (response.status === 204 ? undefined : await response.json()) as Reply<N>;
}
