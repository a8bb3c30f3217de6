import { one, string } from '../compile/moddle.ts';
import { DONE, kind, type Outcome } from './kind.ts';

type EndData = { ends: 'token' } | { ends: 'scope' } | { ends: 'error'; code: string };

/** None, terminate (ends the scope that it lies in) and error end event. */
export const endEvent = kind<EndData>({
  extensions: [],
  definitions: ['TerminateEventDefinition', 'ErrorEventDefinition'],
  mappings: 'none',
  read: (source) => {
    const { definition } = source;
    if (definition?.$type === 'bpmn:TerminateEventDefinition') return { ends: 'scope' };
    if (definition?.$type !== 'bpmn:ErrorEventDefinition') return { ends: 'token' };
    const code = string(one(definition.errorRef)?.errorCode);
    if (code === null || code.startsWith('=')) source.report('error-code', 'error');
    return { ends: 'error', code: code ?? '' };
  },
  enter: ({ data, node }): Outcome => {
    if (data.ends === 'scope') return { next: 'terminate' };
    if (data.ends === 'token') return DONE;
    return { next: 'throw', code: data.code, message: node.name ?? data.code };
  },
});
