import { WHOLE_FILE, type Findings } from '../compile/findings.ts';
import { requirements } from './elements.ts';
import type { Decision } from './model.ts';

/** Reports every circle of requirements once, in one walk over the graph. */
export function checkCircles(decisions: ReadonlyMap<string, Decision>, found: Findings): void {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (id: string) => {
    const start = way.indexOf(id);
    if (start >= 0) {
      const path = [...way.slice(start), id];
      found.add('decision-circle', { ...WHOLE_FILE, element: id }, { path: path.join(' → ') });
      return;
    }
    const decision = decisions.get(id);
    if (!decision || done.has(id)) return;
    way.push(id);
    for (const one of requirements(decision)) visit(one);
    way.pop();
    done.add(id);
  };
  for (const id of decisions.keys()) visit(id);
}
