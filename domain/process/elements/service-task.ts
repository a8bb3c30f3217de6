import { enterStep, readStep, type StepData } from './step.ts';
import { kind } from './kind.ts';

/** Service and send task: one step type each. */
export const serviceTask = kind<StepData>({
  extensions: ['TaskDefinition', 'TaskHeaders'],
  mappings: 'both',
  read: readStep,
  enter: enterStep,
});
