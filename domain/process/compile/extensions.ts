import type { Findings, Place } from './findings.ts';
import { many, one, type Moddle } from './moddle.ts';

/** Kept and not run, by the dialect's own rule. */
const KEPT = new Set(['zeebe:Properties', 'zeebe:Property', 'zeebe:JobPriorityDefinition', 'zeebe:AgentDefinition']);

/** Extensions of engines that would do something with them: here they would do nothing, so they are errors. */
export const OTHER_ENGINES = ['camunda:', 'activiti:', 'flowable:', 'operaton:'];

/** What to do instead, German and English. */
const HINTS: Record<string, [string, string]> = {
  'zeebe:ExecutionListeners': [
    'Zeichnen Sie statt eines Listeners eine eigene Aufgabe davor oder danach.',
    'Draw a task of its own before or after instead of a listener.',
  ],
  'zeebe:TaskListeners': [
    'Zeichnen Sie statt eines Listeners eine eigene Aufgabe davor oder danach.',
    'Draw a task of its own before or after instead of a listener.',
  ],
};

/** The dialect's extension elements of an element. Those that its kind does not know are refused. */
export function readExtensions(element: Moddle, known: readonly string[], at: Place, found: Findings): Map<string, Moddle> {
  const read = new Map<string, Moddle>();
  for (const extension of many(one(element.extensionElements)?.values)) {
    const type = extension.$type;
    const name = type.replace(/^zeebe:/, '');
    if (type.startsWith('zeebe:') && (known.includes(name) || name === 'IoMapping')) read.set(name, extension);
    else if (!KEPT.has(type)) refuse(type, at, found);
  }
  return read;
}

function refuse(type: string, at: Place, found: Findings): void {
  if (type.startsWith('zeebe:') || OTHER_ENGINES.some((prefix) => type.startsWith(prefix))) {
    const [hintDe, hintEn] = HINTS[type] ?? ['', ''];
    found.add('unsupported-extension', { ...at, place: type }, { type, hintDe, hintEn });
  } else found.add('foreign-extension', { ...at, place: type }, { type });
}
