import { variablesIn } from '../compile/feel.ts';
import { many, type Moddle, one, string } from '../compile/moddle.ts';
import type { Source } from '../elements/kind.ts';
import type { Expression } from '../graph.ts';
import type { VariableEvent } from '../run/run.ts';

/** `names`: the variables that the condition looks at; a change of one of them is what makes it be looked at again. */
export type ConditionData = { on: 'condition'; condition: Expression; names: string[]; events: VariableEvent[] };

export function readCondition(source: Source, definition: Moddle): ConditionData {
  const written = one(definition.condition);
  const body = string(written?.body)?.trim() ?? '';
  const isFeel = body.startsWith('=') || /feel/i.test(string(written?.language) ?? '');
  if (body === '') source.report('condition-event-missing', 'condition');
  else if (!isFeel) source.report('condition-text', 'condition');
  const feel = isFeel ? body.replace(/^=/, '').trim() : 'false';
  const filter = many(one(definition.extensionElements)?.values).find(({ $type }) => $type === 'zeebe:ConditionalFilter');
  const names = list(filter?.variableNames);
  return {
    on: 'condition',
    condition: source.feel(feel, 'condition'),
    names: names.length > 0 ? names : variablesIn(feel),
    events: readEvents(source, list(filter?.variableEvents)),
  };
}

/** Which changes count: all, unless zeebe:conditionalFilter names some. */
function readEvents(source: Source, events: string[]): VariableEvent[] {
  if (events.length === 0) return ['create', 'update'];
  const known = events.filter((one) => one === 'create' || one === 'update');
  if (known.length < events.length) source.report('condition-events', 'variable events', { value: events.join(', ') });
  return known;
}

function list(text: unknown): string[] {
  return (string(text) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
