import { one, string } from '../compile/moddle.ts';
import type { Source } from '../elements/kind.ts';

/** Not armed: who throws it looks for the catcher. No code: any escalation. */
export type EscalationData = { on: 'escalation'; code: string | null };

export function readEscalation(source: Source): EscalationData {
  const code = string(one(source.definition?.escalationRef)?.escalationCode);
  if (code?.startsWith('=')) source.report('escalation-code', 'escalation');
  return { on: 'escalation', code };
}
