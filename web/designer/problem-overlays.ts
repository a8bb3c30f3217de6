import type { Finding } from '../../api/types.ts';
import { service } from './bpmn-services.ts';
import type { Words } from './words.ts';

const type = 'vorgang-problem';
const rank = { error: 0, warning: 1, hint: 2 };

interface Viewer {
  get(name: string): unknown;
}

/** A badge at every element that something is wrong with: its worst kind, how many, and on hover what. Replaces those of the check before. */
export function showProblems(
  viewer: Viewer,
  findings: Finding[],
  { language, t, onSelect }: { language: 'de' | 'en'; t: Words; onSelect: (element: string) => void },
): void {
  const overlays = service(viewer, 'overlays');
  const registry = service(viewer, 'elementRegistry');
  overlays.remove({ type });
  const byElement = Map.groupBy(
    findings.filter((finding) => finding.element !== null && registry.get(finding.element)),
    (finding) => finding.element ?? '',
  );
  for (const [element, list] of byElement) {
    const worst = list.toSorted((one, other) => rank[one.severity] - rank[other.severity])[0]?.severity ?? 'hint';
    const badge = document.createElement('button');
    badge.type = 'button';
    badge.className = `problem-badge problem-badge--${worst}`;
    badge.textContent = list.length > 1 ? String(list.length) : worst === 'hint' ? 'i' : '!';
    badge.title = list.map((finding) => `${finding.message[language]} ${finding.remedy[language]}`).join('\n');
    badge.setAttribute('aria-label', `${t(`severity.${worst}`)}: ${badge.title}`);
    badge.addEventListener('click', () => onSelect(element));
    // The process itself has no shape of its own; its problems stand in the list.
    if (registry.get(element)?.parent) overlays.add(element, type, { position: { top: -11, left: -11 }, html: badge });
  }
}
