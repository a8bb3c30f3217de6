import { DONE, kind, type Outcome } from './kind.ts';
import { enterSend, readSend, refuseStep, type SendData } from './send.ts';
import { enterThrowing, readThrowing, THROWN, type Throwing } from './throwing.ts';

type ThrowData = { throws: 'nothing' } | { throws: 'link' } | ({ throws: 'message' } & SendData) | Throwing;

/**
 * Intermediate throw event: message, signal, escalation, compensation; link (the check at publish has made a flow of it);
 * without a definition a mark on the way.
 */
export const throwEvent = kind<ThrowData>({
  extensions: ['TaskDefinition', 'TaskHeaders'],
  definitions: ['MessageEventDefinition', 'LinkEventDefinition', ...THROWN],
  mappings: 'both',
  read: (source) => {
    const { definition } = source;
    if (definition?.$type === 'bpmn:MessageEventDefinition') return { throws: 'message', ...readSend(source, definition) };
    refuseStep(source);
    return readThrowing(source) ?? { throws: definition?.$type === 'bpmn:LinkEventDefinition' ? 'link' : 'nothing' };
  },
  enter: (at): Outcome => {
    const { data } = at;
    if (data?.throws === 'message') return enterSend({ ...at, data });
    // Graphs of the first release hold no data here.
    if (!data || data.throws === 'nothing' || data.throws === 'link') return DONE;
    return enterThrowing({ ...at, data });
  },
});
