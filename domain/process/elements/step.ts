import { many, string } from '../compile/moddle.ts';
import { checkStepInput } from '../compile/step-input.ts';
import type { Expression } from '../graph.ts';
import { text } from '../run/evaluate.ts';
import { Fault } from '../run/run.ts';
import type { At, Outcome, Source } from './kind.ts';

export type StepData = { step: string; retries: Expression; headers: Record<string, string> };

const DEFAULT_RETRIES: Expression = { text: '3' };

/** What every element that runs a step type says: which, how often, with which headers. Checked against its schema. */
export function readStep(source: Source): StepData {
  const definition = source.extension('TaskDefinition');
  const type = definition?.type;
  const headers = readHeaders(source);
  if (typeof type !== 'string' || type.trim() === '') {
    source.report('step-missing', 'type');
    return { step: '', retries: DEFAULT_RETRIES, headers };
  }
  const step = source.step(type);
  if (type.startsWith('=')) source.report('step-computed', 'type');
  else if (!step) {
    source.report('unknown-step', 'type', { step: type, known: source.steps.map(({ id }) => id).join(', ') });
  } else checkStepInput(source, step, headers);
  const retries = source.expression(definition?.retries, 'retries') ?? DEFAULT_RETRIES;
  if ('text' in retries && !/^\d{1,2}$/.test(retries.text)) source.report('retries', 'retries', { value: retries.text });
  return { step: type, retries, headers };
}

export function enterStep({ run, id, element, graph, data, input }: At<StepData>): Outcome {
  const retries = Number(text(run, id, data.retries, 'retries'));
  if (!Number.isInteger(retries) || retries < 0) throw new Fault('EXTRACT_VALUE_ERROR', 'retries must be a whole number');
  run.commands.push({
    type: 'run-step',
    activation: id,
    graph: graph.hash,
    element,
    step: data.step,
    input: input(),
    headers: data.headers,
    retries,
  });
  return { next: 'wait', wait: { for: 'step', step: data.step } };
}

export function readHeaders(source: Source): Record<string, string> {
  const headers = many(source.extension('TaskHeaders')?.values);
  return Object.fromEntries(headers.map(({ key, value }) => [string(key) ?? '', string(value) ?? '']));
}
