import { Ajv } from 'ajv';
import formatsModule, { type FormatsPlugin } from 'ajv-formats';
import type { TSchema } from 'typebox';

const ajv = new Ajv({ allErrors: true });
(formatsModule as unknown as FormatsPlugin)(ajv);

/** @returns null, or one line that names each wrong value, for the incident. */
export function inputFaults(step: { id: string; input: TSchema }, input: unknown): string | null {
  // ajv keeps the compiled schema by its identity.
  if (ajv.validate(step.input, input)) return null;
  return `The input of step "${step.id}" is wrong: ${ajv.errorsText(ajv.errors, { dataVar: 'input' })}. Mend its input mappings or the variables they read.`;
}
