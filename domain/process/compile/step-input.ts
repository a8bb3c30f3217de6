import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Source } from '../elements/kind.ts';
import type { StepDescription } from '../types.ts';
import { many, string } from './moddle.ts';

interface Schema {
  properties?: Record<string, object>;
  required?: string[];
  additionalProperties?: unknown;
}

/**
 * Compares the input mappings of a step's element with the step's schema, as far as that can be known before it runs:
 * names, required inputs, literal values, and standard answers that it names.
 */
export function checkStepInput(source: Source, step: StepDescription, headers: Record<string, string>): void {
  const schema = step.input as Schema;
  const properties = schema.properties ?? {};
  const mapped = many(source.extension('IoMapping')?.inputParameters).flatMap(({ target, source: value }) => {
    const name = string(target);
    return name === null ? [] : [{ name, value: typeof value === 'string' ? value : null }];
  });
  const names = new Set(mapped.map(({ name }) => name.split('.')[0] ?? name));
  for (const { name, value } of mapped) {
    const place = `input mapping "${name}"`;
    const known = Object.hasOwn(properties, name.split('.')[0] ?? name);
    if (!known && schema.additionalProperties === false) {
      source.report('step-input-unknown', place, { step: step.id, name, known: Object.keys(properties).join(', ') });
    }
    checkLiteral(source, step, properties[name], name, value);
    if (name === 'answer' && literal(value)) source.useAnswer(value, place);
  }
  for (const name of schema.required ?? []) {
    if (names.has(name)) continue;
    // With mappings a step gets its local variables alone, so an outer variable cannot fill the gap.
    if (mapped.length > 0) source.report('step-input-missing', null, { step: step.id, name });
    else source.report('step-input-scope', null, { step: step.id, name });
  }
  if (headers.answer !== undefined && literal(headers.answer)) source.useAnswer(headers.answer, 'header "answer"');
}

function literal(value: string | null): value is string {
  return value !== null && value !== '' && !value.trimStart().startsWith('=');
}

function checkLiteral(source: Source, step: StepDescription, schema: object | undefined, name: string, value: string | null) {
  if (!schema || !literal(value)) return;
  const validate = validator(schema);
  if (validate(value)) return;
  const detail = validate.errors?.map(({ message }) => message).join(', ') ?? '';
  source.report('step-input-value', `input mapping "${name}"`, { step: step.id, name, value, detail });
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validators = new WeakMap<object, ValidateFunction>();

function validator(schema: object): ValidateFunction {
  const made = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, made);
  return made;
}
