import type { GraphElement } from '../graph.ts';
import type { Json } from '../types.ts';
import { adHocSubProcess } from './ad-hoc-sub-process.ts';
import { boundaryEvent } from './boundary-event.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import { catchEvent } from './catch-event.ts';
import { endEvent } from './end-event.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { inclusiveGateway } from './inclusive-gateway.ts';
import type { Kind } from './kind.ts';
import { parallelGateway } from './parallel-gateway.ts';
import { process } from './process.ts';
import { receiveTask } from './receive-task.ts';
import { scriptTask } from './script-task.ts';
import { sendTask } from './send-task.ts';
import { serviceTask } from './service-task.ts';
import { startEvent } from './start-event.ts';
import { subProcess } from './sub-process.ts';
import { task } from './task.ts';
import { throwEvent } from './throw-event.ts';
import { userTask } from './user-task.ts';

/** The elements that run, by the name in the graph. A new one is a new file and a line here and below. */
const KINDS: Record<string, Kind<Json>> = {
  process,
  'sub-process': subProcess,
  'ad-hoc-sub-process': adHocSubProcess,
  'start-event': startEvent,
  'end-event': endEvent,
  'catch-event': catchEvent,
  'throw-event': throwEvent,
  'boundary-event': boundaryEvent,
  task,
  'user-task': userTask,
  'service-task': serviceTask,
  'send-task': sendTask,
  'receive-task': receiveTask,
  'script-task': scriptTask,
  'business-rule-task': businessRuleTask,
  'call-activity': callActivity,
  'exclusive-gateway': exclusiveGateway,
  'inclusive-gateway': inclusiveGateway,
  'parallel-gateway': parallelGateway,
  'event-based-gateway': eventBasedGateway,
};

const BY_BPMN: Record<string, string> = {
  'bpmn:SubProcess': 'sub-process',
  'bpmn:AdHocSubProcess': 'ad-hoc-sub-process',
  'bpmn:StartEvent': 'start-event',
  'bpmn:EndEvent': 'end-event',
  'bpmn:IntermediateCatchEvent': 'catch-event',
  'bpmn:IntermediateThrowEvent': 'throw-event',
  'bpmn:BoundaryEvent': 'boundary-event',
  'bpmn:Task': 'task',
  'bpmn:ManualTask': 'task',
  'bpmn:UserTask': 'user-task',
  'bpmn:ServiceTask': 'service-task',
  'bpmn:SendTask': 'send-task',
  'bpmn:ReceiveTask': 'receive-task',
  'bpmn:ScriptTask': 'script-task',
  'bpmn:BusinessRuleTask': 'business-rule-task',
  'bpmn:CallActivity': 'call-activity',
  'bpmn:ExclusiveGateway': 'exclusive-gateway',
  'bpmn:InclusiveGateway': 'inclusive-gateway',
  'bpmn:ParallelGateway': 'parallel-gateway',
  'bpmn:EventBasedGateway': 'event-based-gateway',
};

/** @throws where the graph was made by a later release */
export function kindOf(node: GraphElement): Kind<Json> {
  const found = KINDS[node.kind];
  if (!found) throw new Error(`this release does not run "${node.kind}"`);
  return found;
}

/** The kind that runs a BPMN element, or null. */
export function kindNamed(bpmnType: string): { name: string; kind: Kind<Json> } | null {
  const name = BY_BPMN[bpmnType];
  const found = name === undefined ? undefined : KINDS[name];
  return name !== undefined && found ? { name, kind: found } : null;
}
