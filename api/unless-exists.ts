import { ProblemError, type ProblemType } from './problems.ts';

/** Turns Postgres's "unique violation" into `already-exists` (or what the caller calls it), and a reference to what does not exist into `bad-request`. */
export async function unlessExists<T>(write: () => Promise<T>, exists: ProblemType = 'already-exists'): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown };
    if (code === '23505') throw new ProblemError(exists);
    if (code === '23503') throw new ProblemError('bad-request', { unknown: typeof constraint === 'string' ? constraint : 'reference' });
    throw error;
  }
}

/** Turns "still referred to" into `still-used`. */
export async function unlessUsed<T>(remove: () => Promise<T>): Promise<T> {
  try {
    return await remove();
  } catch (error) {
    if ((error as { code?: unknown }).code === '23503') throw new ProblemError('still-used');
    throw error;
  }
}
