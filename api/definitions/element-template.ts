import type { StepDescription } from '../../domain/process/types.ts';

/** The part of an element template (Camunda's format for bpmn-js-element-templates) that we write. */
export interface ElementTemplate {
  $schema: string;
  id: string;
  name: string;
  description: string;
  version: number;
  appliesTo: string[];
  elementType: { value: string };
  groups: { id: string; label: string }[];
  properties: TemplateProperty[];
}

export interface TemplateProperty {
  id: string;
  label: string;
  description?: string;
  type: 'Hidden' | 'String' | 'Dropdown';
  value?: string;
  feel?: 'optional' | 'required';
  optional?: boolean;
  choices?: { name: string; value: string }[];
  constraints?: { notEmpty: true };
  group?: string;
  binding: { type: 'zeebe:taskDefinition'; property: 'type' } | { type: 'zeebe:input'; name: string };
}

/** The little of JSON Schema that step inputs use. */
interface InputSchema {
  type?: string;
  const?: string;
  enum?: string[];
  anyOf?: InputSchema[];
  description?: string;
  properties?: Record<string, InputSchema>;
  required?: string[];
}

const words = {
  de: { input: 'Eingaben', transaction: 'Läuft sofort', job: 'Läuft als eigener Auftrag und wird bei Störungen wiederholt' },
  en: { input: 'Inputs', transaction: 'Runs at once', job: 'Runs as a job of its own and is repeated on failure' },
};

/** A step type as the property form that the designer fills in: made of the same schema that publishing checks. */
export function elementTemplate(step: StepDescription, language: 'de' | 'en'): ElementTemplate {
  const said = words[language];
  const { properties = {}, required = [] } = step.input as InputSchema;
  return {
    $schema: 'https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json',
    id: `vorgang.${step.id}`,
    name: step.title[language],
    description: said[step.mode],
    version: 1,
    appliesTo: ['bpmn:Task', 'bpmn:ServiceTask', 'bpmn:SendTask'],
    elementType: { value: 'bpmn:ServiceTask' },
    groups: [{ id: 'input', label: said.input }],
    properties: [
      { id: 'step', label: 'Step', type: 'Hidden', value: step.id, binding: { type: 'zeebe:taskDefinition', property: 'type' } },
      ...Object.entries(properties).map(([name, schema]) => inputProperty(name, schema, required.includes(name))),
    ],
  };
}

function inputProperty(name: string, schema: InputSchema, isRequired: boolean): TemplateProperty {
  const choices = choicesOf(schema);
  const [only] = choices;
  const shared = {
    id: `input-${name}`,
    label: name,
    group: 'input',
    binding: { type: 'zeebe:input', name } as const,
    ...(schema.description ? { description: schema.description } : {}),
    ...(isRequired ? { constraints: { notEmpty: true } as const } : { optional: true }),
  };
  if (only && choices.length === 1) return { ...shared, type: 'Hidden', value: only };
  if (only) return { ...shared, type: 'Dropdown', value: only, choices: choices.map((value) => ({ name: value, value })) };
  // Numbers, lists and the like come from variables: an expression; text may be either.
  return { ...shared, type: 'String', feel: schema.type === 'string' ? 'optional' : 'required' };
}

/** The values that a text input may take, where they are listed. */
function choicesOf(schema: InputSchema): string[] {
  if (typeof schema.const === 'string') return [schema.const];
  if (schema.enum) return schema.enum;
  const parts = schema.anyOf?.map((part) => part.const) ?? [];
  return parts.every((part) => typeof part === 'string') ? parts : [];
}
