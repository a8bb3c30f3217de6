import { one, string } from '../compile/moddle.ts';
import { DONE, kind, type Outcome } from './kind.ts';
import { enterSend, readSend, refuseStep, type SendData } from './send.ts';
import { enterThrowing, readThrowing, THROWN, type Throwing } from './throwing.ts';

type EndData =
  | { ends: 'token' }
  | { ends: 'scope' }
  | { ends: 'error'; code: string }
  | ({ ends: 'message' } & SendData)
  | ({ ends: 'event' } & Throwing);

/** None, terminate (ends the scope that it lies in), error, message, signal, escalation and compensation end event. */
export const endEvent = kind<EndData>({
  extensions: ['TaskDefinition', 'TaskHeaders'],
  definitions: ['TerminateEventDefinition', 'ErrorEventDefinition', 'MessageEventDefinition', ...THROWN],
  mappings: 'both',
  read: (source) => {
    const { definition } = source;
    if (definition?.$type === 'bpmn:MessageEventDefinition') return { ends: 'message', ...readSend(source, definition) };
    refuseStep(source);
    const throwing = readThrowing(source);
    if (throwing) return { ends: 'event', ...throwing };
    if (source.extension('IoMapping') && definition) source.report('mapping-misplaced', 'mapping');
    if (definition?.$type === 'bpmn:TerminateEventDefinition') return { ends: 'scope' };
    if (definition?.$type !== 'bpmn:ErrorEventDefinition') return { ends: 'token' };
    const code = string(one(definition.errorRef)?.errorCode);
    if (code === null || code.startsWith('=')) source.report('error-code', 'error');
    return { ends: 'error', code: code ?? '' };
  },
  enter: (at): Outcome => {
    const { data, node } = at;
    if (data.ends === 'message') return enterSend({ ...at, data });
    if (data.ends === 'event') return enterThrowing({ ...at, data });
    if (data.ends === 'scope') return { next: 'terminate' };
    if (data.ends === 'token') return DONE;
    const { code } = data;
    return { next: 'throw', thrown: { what: 'error', code, message: node.name ?? code, variables: {} } };
  },
});
