import { enterStep, readStep, type StepData } from './step.ts';
import { kind } from './kind.ts';

/** One step type. */
export const serviceTask = kind<StepData>({
  extensions: ['TaskDefinition', 'TaskHeaders'],
  mappings: 'both',
  read: readStep,
  enter: enterStep,
});
