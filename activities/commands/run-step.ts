import { sql } from 'kysely';
import type { Static, TSchema } from 'typebox';
import type { Variables } from '../../domain/process/types.ts';
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
  return underSavepoint(work, command, step, input);
};

async function underSavepoint(work: Work, command: CommandOf<'run-step'>, step: TransactionStep, input: Variables): Promise<FedBack> {
  const before = { ...work.request };
  await sql`savepoint step`.execute(work.trx);
  try {
    const output = await step.run(work, input as Static<TSchema>, command);
    await sql`release savepoint step`.execute(work.trx);
    return { kind: 'step-result', engine: { type: 'step-completed', activation: command.activation, variables: output as Variables } };
  } catch (error) {
    if (isTransient(error)) throw error;
    await sql`rollback to savepoint step`.execute(work.trx);
    Object.assign(work.request, before);
    if (error instanceof StepError) {
      const { code, message } = error;
      return { kind: 'step-result', engine: { type: 'step-error', activation: command.activation, code, message, variables: {} } };
    }
    return failed(command, 'STEP_FAILED', error instanceof Error ? error.message : String(error));
  }
}

function failed(command: CommandOf<'run-step'>, code: string, message: string): FedBack {
  return { kind: 'step-result', engine: { type: 'step-failed', activation: command.activation, code, message } };
}

/** Lost connections, deadlocks and serialization failures concern the whole advance: it runs again. */
function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && (/^(08|57P|40)/.test(code) || /^E[A-Z]+$/.test(code));
}

/** A step without input mappings sees every visible variable: it gets those that it names. */
function pick(variables: Variables, schema: TSchema): Variables {
  const names = Object.keys((schema as { properties?: object }).properties ?? {});
  return Object.fromEntries(
    names.filter((name) => variables[name] !== undefined && variables[name] !== null).map((name) => [name, variables[name] ?? null]),
  );
}
