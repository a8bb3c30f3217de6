import type { Findings, Place } from './findings.ts';

export type Hint = [de: string, en: string];

const REDRAW: Hint = [
  'Zeichnen Sie den Ablauf mit Aufgaben, exklusiven und parallelen Gateways, Zeit- und Nachrichtenereignissen.',
  'Draw it with tasks, exclusive and parallel gateways, timer and message events.',
];

/** A way out for what designers reach for most. */
const HINTS: Record<string, Hint> = {
  'bpmn:ComplexGateway': [
    'Verwenden Sie ein exklusives oder paralleles Gateway mit Bedingungen.',
    'Use an exclusive or parallel gateway with conditions.',
  ],
  'bpmn:ParallelMultipleEvent': [
    'Zeichnen Sie die Ereignisse hinter einem parallelen Gateway und führen Sie sie mit einem zusammen.',
    'Draw the events behind a parallel gateway and join them by one.',
  ],
  'bpmn:CancelEventDefinition': [
    'Verwenden Sie in einem Teilprozess ein Fehler-Endereignis und fangen Sie den Fehler an seinem Rand.',
    'Use an error end event in a sub-process and catch the error on its boundary.',
  ],
  'bpmn:Transaction': ['Verwenden Sie einen Teilprozess.', 'Use a sub-process.'],
  'bpmn:MultipleEvent': ['Zeichnen Sie je Auslöser ein eigenes Ereignis.', 'Draw an event of its own for each trigger.'],
  'bpmn:ErrorEventDefinition': [
    'Fehler fangen nur Randereignisse und Ereignis-Teilprozesse.',
    'Errors are caught by boundary events and event sub-processes only.',
  ],
};

/** An element or event definition that is not run: never "deploys but does nothing". */
export function refuseElement(type: string, at: Place, found: Findings, on?: string): void {
  const [hintDe, hintEn] = HINTS[type] ?? REDRAW;
  const readable = words(type) + (on === undefined ? '' : ` (${words(on)})`);
  found.add('unsupported-element', at, { type: readable, hintDe, hintEn });
}

/** A property that would change what an element does. */
export function refuseProperty(property: string, [hintDe, hintEn]: Hint, at: Place, found: Findings): void {
  found.add('unsupported-property', { ...at, place: property }, { property, hintDe, hintEn });
}

/** `bpmn:SignalEventDefinition` → `signal event`. */
function words(type: string): string {
  return type
    .replace(/^\w+:/, '')
    .replace(/Definition$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
