import type { Graph } from './graph.ts';

/** The first element of a process whose decision gives a variable of this name. */
export function decisionFor({ elements }: Pick<Graph, 'elements'>, variable: string): { element: string; decision: string } | null {
  for (const [element, { kind, data }] of Object.entries(elements)) {
    const rule = data as { runs?: string; decision?: string; result?: string } | null;
    if (kind === 'business-rule-task' && rule?.runs === 'decision' && rule.result === variable)
      return { element, decision: rule.decision ?? '' };
  }
  return null;
}
