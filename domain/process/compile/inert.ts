import type { Findings, Place } from './findings.ts';
import { many, one, string, type Moddle } from './moddle.ts';
import { OTHER_ENGINES } from './extensions.ts';
import { placeOf } from './findings.ts';
import { refuseElement, refuseProperty, type Hint } from './refuse.ts';

const PERFORMER: Hint = [
  'Tragen Sie Bearbeiter oder Kandidatengruppe (Thema) bei der Zuteilung ein.',
  'Enter assignee or candidate group (topic) in the assignment.',
];
const CORRELATION: Hint = [
  'Geben Sie der Nachricht einen Korrelationsschlüssel (=Ausdruck).',
  'Give the message a correlation key (=expression).',
];
const BINDING: Hint = [
  'Was veröffentlicht ist, gilt mit diesem Prozess zusammen: wählen Sie „latest“.',
  'What is published is bound together with this process: choose "latest".',
];

/** What a file may say of an element and what would do nothing here: an error each, so that nothing is left out in silence. */
export function refuseInert(element: Moddle, at: Place, found: Findings): void {
  if (many(element.resources).length > 0) refuseProperty('resources', PERFORMER, at, found);
  if (many(element.correlationSubscriptions).length > 0) refuseProperty('correlationSubscriptions', CORRELATION, at, found);
  for (const { bindingType } of many(one(element.extensionElements)?.values)) {
    if (bindingType === 'versionTag') refuseProperty('bindingType', BINDING, at, found);
  }
  for (const name of Object.keys((element.$attrs as object | undefined) ?? {})) {
    if (OTHER_ENGINES.some((prefix) => name.startsWith(prefix))) {
      found.add('unsupported-extension', { ...at, place: name }, { type: name, hintDe: '', hintEn: '' });
    }
  }
}

const CHOREOGRAPHIES = new Set(['bpmn:Choreography', 'bpmn:GlobalChoreographyTask', 'bpmn:GlobalConversation']);

/** What stands beside the processes and is neither run nor a mere drawing: choreographies and conversations. */
export function refuseBeside(definitions: Moddle, found: Findings): void {
  for (const root of many(definitions.rootElements)) {
    if (CHOREOGRAPHIES.has(root.$type)) refuseElement(root.$type, placeOf(root), found);
    for (const conversation of many(root.conversations)) refuseElement(conversation.$type, placeOf(conversation), found);
    if (string(one(root.choreographyRef)?.id) !== null) refuseElement('bpmn:Choreography', placeOf(root, 'choreographyRef'), found);
  }
}
