import type { TSchema } from 'typebox';
import type { Variables } from '../../domain/process/types.ts';
import { underSavepoint } from '../savepoint.ts';
import { inputFaults } from '../steps/input.ts';
import { stepTypes } from '../steps/index.ts';
import { StepError, type TransactionStep } from '../steps/step.ts';
import type { Work } from '../work.ts';
import type { CommandOf, CommandRunner, FedBack } from './command.ts';

/** A step of mode `transaction` runs now, under a savepoint: its failure is an incident at the element, not a lost advance. A job becomes a row. */
export const runStep: CommandRunner<'run-step'> = async (work, command) => {
  const step = stepTypes.get(command.step);
  if (!step) return failed(command, 'STEP_UNKNOWN', `There is no step type "${command.step}" in this release.`);
  const input = pick(command.input, step.input);
  const faults = inputFaults(step, input);
  if (faults) return failed(command, 'STEP_INPUT', faults);
  if (step.mode === 'job') {
    work.addJob({ activation: command.activation, step: step.id, payload: input, retries: command.retries, idempotent: step.idempotent });
    return null;
  }
  return runNow(work, command, step, input);
};

function runNow(work: Work, command: CommandOf<'run-step'>, step: TransactionStep, input: Variables): Promise<FedBack> {
  const { activation } = command;
  work.eventKey = activation;
  return underSavepoint<FedBack>(
    work,
    async () => {
      const output = await step.run(work, input, command);
      return { kind: 'step-result', engine: { type: 'step-completed', activation, variables: output as Variables } };
    },
    (error) => {
      if (!(error instanceof StepError)) return failed(command, 'STEP_FAILED', error instanceof Error ? error.message : String(error));
      return { kind: 'step-result', engine: { type: 'step-error', activation, code: error.code, message: error.message, variables: {} } };
    },
  );
}

function failed(command: CommandOf<'run-step'>, code: string, message: string): FedBack {
  return { kind: 'step-result', engine: { type: 'step-failed', activation: command.activation, code, message } };
}

/** A step without input mappings sees every visible variable: it gets those that it names. */
function pick(variables: Variables, schema: TSchema): Variables {
  const names = Object.keys((schema as { properties?: object }).properties ?? {});
  return Object.fromEntries(
    names.filter((name) => variables[name] !== undefined && variables[name] !== null).map((name) => [name, variables[name] ?? null]),
  );
}
