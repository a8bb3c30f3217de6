import type { Problem as ProblemBody, ProblemType } from '../../api/types.ts';

const prefix = 'urn:vorgang:problem:';

/** What the API, or the way to it, had against a call. `type` is the API's stable one, `offline` where no answer came at all. */
export class Problem extends Error {
  readonly type: ProblemType | 'offline';
  readonly status: number;
  readonly body: Partial<ProblemBody>;

  constructor(type: ProblemType | 'offline', status: number, body: Partial<ProblemBody> = {}) {
    super(body.title ?? type);
    this.name = 'Problem';
    this.type = type;
    this.status = status;
    this.body = body;
  }
}

export function isProblem(error: unknown, type?: ProblemType | 'offline'): error is Problem {
  return error instanceof Problem && (type === undefined || error.type === type);
}

/** From an answer that is not a success; tolerates pages of a proxy that are no problem+json. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}));
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<ProblemBody>;
  const type = problem.type?.startsWith(prefix) ? (problem.type.slice(prefix.length) as ProblemType) : fallback(response.status);
  return new Problem(type, response.status, problem);
}

const fallback = (status: number): ProblemType =>
  status === 401 ? 'signed-out' : status === 404 ? 'not-found' : status === 503 || status === 502 ? 'not-ready' : 'internal-error';
