import { string } from '../compile/moddle.ts';
import type { Expression } from '../graph.ts';
import { json } from '../run/evaluate.ts';
import { kind, type Outcome } from './kind.ts';
import { enterStep, readStep, type StepData } from './step.ts';

type ScriptData = { runs: 'feel'; script: Expression; result: string } | ({ runs: 'step' } & StepData);

/** A FEEL expression whose value becomes a variable; or, in the dialect's older form, a step type. */
export const scriptTask = kind<ScriptData>({
  extensions: ['Script', 'TaskDefinition', 'TaskHeaders'],
  mappings: 'both',
  read: (source) => {
    if (source.extension('TaskDefinition')) return { runs: 'step', ...readStep(source) };
    const script = source.extension('Script');
    if (!script && string(source.element.script) !== null) source.report('script-language', 'script');
    else if (!script) source.report('script-missing', 'script');
    const expression = string(script?.expression);
    const result = string(script?.resultVariable);
    if (script && (expression === null || result === null)) source.report('script-missing', 'script');
    const feel = source.feel((expression ?? 'null').replace(/^\s*=/, ''), 'script');
    return { runs: 'feel', script: feel, result: result ?? '' };
  },
  enter: (at): Outcome => {
    if (at.data.runs === 'step') return enterStep({ ...at, data: at.data });
    return { next: 'finish', result: { [at.data.result]: json(at.run, at.id, at.data.script) } };
  },
});
