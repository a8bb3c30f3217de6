import { string } from '../compile/moddle.ts';
import { surroundings } from '../run/evaluate.ts';
import { executableOf, Fault } from '../run/run.ts';
import { FeelError } from '../feel/feel-error.ts';
import { kind, type At, type Outcome } from './kind.ts';
import { enterStep, readStep, type StepData } from './step.ts';

type RuleData = { runs: 'decision'; decision: string; result: string } | ({ runs: 'step' } & StepData);

/** A decision (DMN) evaluated on the spot; or a step type. */
export const businessRuleTask = kind<RuleData>({
  extensions: ['CalledDecision', 'TaskDefinition', 'TaskHeaders'],
  mappings: 'both',
  read: (source) => {
    if (source.extension('TaskDefinition')) return { runs: 'step', ...readStep(source) };
    const called = source.extension('CalledDecision');
    const decision = string(called?.decisionId);
    const result = string(called?.resultVariable);
    if (decision === null || result === null) source.report('decision-missing', 'called decision');
    else if (decision.startsWith('=')) source.report('decision-computed', 'called decision');
    else source.useDecision(decision, 'called decision');
    return { runs: 'decision', decision: decision ?? '', result: result ?? '' };
  },
  enter: (at): Outcome => {
    const { data } = at;
    return data.runs === 'step' ? enterStep({ ...at, data }) : decide(at, data.decision, data.result);
  },
});

function decide({ run, id, element }: At<RuleData>, decision: string, variable: string): Outcome {
  const evaluate = executableOf(run, id).decide.get(decision);
  if (!evaluate) throw new Fault('CALLED_DECISION_ERROR', `there is no decision "${decision}"`);
  try {
    const { result, trace } = evaluate(surroundings(run, id));
    run.commands.push({ type: 'decided', activation: id, element, decision, trace, result });
    return { next: 'finish', result: { [variable]: result } };
  } catch (error) {
    if (!(error instanceof FeelError)) throw error;
    throw new Fault('DECISION_EVALUATION_ERROR', `decision "${decision}": ${error.message}`);
  }
}
