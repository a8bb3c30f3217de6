import type { Static, TSchema } from 'typebox';
import type { StepDescription, Variables } from '../../domain/process/types.ts';
import type { Db } from '../../db/client.ts';
import type { Services, Work } from '../work.ts';

/** A business error that the process can catch at an error boundary event by its code. */
export class StepError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface StepCall {
  activation: string;
  graph: string;
  element: string;
  headers: Record<string, string>;
}

interface Described<I extends TSchema, O extends TSchema> extends StepDescription {
  input: I;
  output: O;
}

/** Runs inside advance's transaction, under a savepoint. Throwing anything but StepError is an incident at the element. */
export interface TransactionStep<I extends TSchema = TSchema, O extends TSchema = TSchema> extends Described<I, O> {
  mode: 'transaction';
  run(work: Work, input: Static<I>, call: StepCall): Promise<Static<O>>;
}

export interface JobDeps {
  db: Db;
  services: Services;
}

/** Runs as an activity of its own; `apply` writes what its result means when `advance` takes it in. */
export interface JobStep<I extends TSchema = TSchema, O extends TSchema = TSchema> extends Described<I, O> {
  mode: 'job';
  /** May be run again after a crash without a second effect. */
  idempotent: boolean;
  run(deps: JobDeps, job: { tenant: string; request: string; id: string }, input: Static<I>): Promise<Static<O>>;
  apply?(work: Work, output: Variables): void;
}

export const transactionStep = <I extends TSchema, O extends TSchema>(
  step: Omit<TransactionStep<I, O>, 'mode' | 'errors'> & { errors?: string[] },
): TransactionStep => ({ errors: [], ...step, mode: 'transaction' }) as unknown as TransactionStep;

export const jobStep = <I extends TSchema, O extends TSchema>(
  step: Omit<JobStep<I, O>, 'mode' | 'errors'> & { errors?: string[] },
): JobStep => ({ errors: [], ...step, mode: 'job' }) as unknown as JobStep;
