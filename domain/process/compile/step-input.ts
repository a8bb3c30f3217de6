import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Source } from '../elements/kind.ts';
import type { Json, StepDescription } from '../types.ts';
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
    const fixed = literal(value);
    if (fixed === undefined) continue;
    checkLiteral(source, step, properties[name], name, fixed);
    if (name === 'answer' && typeof fixed === 'string') source.useAnswer(fixed, place);
  }
  for (const name of schema.required ?? []) {
    if (names.has(name)) continue;
    // With mappings a step gets its local variables alone, so an outer variable cannot fill the gap.
    if (mapped.length > 0) source.report('step-input-missing', null, { step: step.id, name });
    else source.report('step-input-scope', null, { step: step.id, name });
  }
  const answer = literal(headers.answer ?? null);
  if (typeof answer === 'string') source.useAnswer(answer, 'header "answer"');
}

const FEEL_LITERAL = /^\s*=\s*("(?:[^"\\]|\\["\\])*"|-?\d+(?:\.\d+)?|true|false|null)\s*$/;

/** The value where it is fixed, written as text or as a FEEL literal; undefined where it is computed. */
function literal(value: string | null): Json | undefined {
  if (value === null || value === '') return undefined;
  if (!value.trimStart().startsWith('=')) return value;
  const found = FEEL_LITERAL.exec(value)?.[1];
  return found === undefined ? undefined : (JSON.parse(found) as Json);
}

function checkLiteral(source: Source, step: StepDescription, schema: object | undefined, name: string, value: Json): void {
  if (!schema) return;
  const validate = validator(schema);
  if (validate(value)) return;
  const detail = validate.errors?.map(({ message }) => message).join(', ') ?? '';
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  source.report('step-input-value', `input mapping "${name}"`, { step: step.id, name, value: shown, detail });
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validators = new WeakMap<object, ValidateFunction>();

function validator(schema: object): ValidateFunction {
  const made = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, made);
  return made;
}
