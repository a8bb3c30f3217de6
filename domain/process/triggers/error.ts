import { one, string } from '../compile/moddle.ts';
import type { Source } from '../elements/kind.ts';

/** Not armed: who throws it looks for the catcher. No code: any error. */
export type ErrorData = { on: 'error'; code: string | null };

export function readError(source: Source): ErrorData {
  const code = string(one(source.definition?.errorRef)?.errorCode);
  if (code?.startsWith('=')) source.report('error-code', 'error');
  return { on: 'error', code };
}
