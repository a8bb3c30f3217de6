import { type Moddle, one } from '../compile/moddle.ts';
import { fixMessage, readMessage, type MessageData } from '../triggers/message.ts';
import { DONE, type At, type Outcome, type Source } from './kind.ts';
import { enterStep, readStep, type StepData } from './step.ts';

export type SendData = ({ sends: 'step' } & StepData) | ({ sends: 'message' } & MessageData);

/** What sends: a step type (the dialect's way), or with nothing but a message, that message to whoever waits for it in the tenant. */
export function readSend(source: Source, holder: Moddle): SendData {
  if (source.extension('TaskDefinition') || !one(holder.messageRef)) return { sends: 'step', ...readStep(source) };
  const data = readMessage(source, holder);
  if (data.key === null) source.report('message-keyless', 'message');
  return { sends: 'message', ...data };
}

/** On an element that sends nothing a step type would do nothing. */
export function refuseStep(source: Source): void {
  if (source.extension('TaskDefinition')) source.report('step-misplaced', 'type');
}

/** A message takes along what input mappings say and nothing else: it leaves the request. */
export function enterSend(at: At<SendData>): Outcome {
  const { run, id, node, data } = at;
  if (data.sends === 'step') return enterStep({ ...at, data });
  const { name, key } = fixMessage(run, id, data);
  run.commands.push({ type: 'publish-message', activation: id, name, key, variables: node.inputs.length > 0 ? at.input() : {} });
  return DONE;
}
