import { one, string } from '../compile/moddle.ts';
import { DONE, kind, type Outcome } from './kind.ts';
import { enterSend, readSend, refuseStep, type SendData } from './send.ts';

type EndData = { ends: 'token' } | { ends: 'scope' } | { ends: 'error'; code: string } | ({ ends: 'message' } & SendData);

/** None, terminate (ends the scope that it lies in), error and message end event. */
export const endEvent = kind<EndData>({
  extensions: ['TaskDefinition', 'TaskHeaders'],
  definitions: ['TerminateEventDefinition', 'ErrorEventDefinition', 'MessageEventDefinition'],
  mappings: 'both',
  read: (source) => {
    const { definition } = source;
    if (definition?.$type === 'bpmn:MessageEventDefinition') return { ends: 'message', ...readSend(source, definition) };
    refuseStep(source);
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
    if (data.ends === 'scope') return { next: 'terminate' };
    if (data.ends === 'token') return DONE;
    return { next: 'throw', code: data.code, message: node.name ?? data.code };
  },
});
