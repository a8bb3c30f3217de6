import { DONE, kind } from './kind.ts';
import { enterSend, readSend, refuseStep, type SendData } from './send.ts';

type ThrowData = { throws: 'nothing' } | { throws: 'link' } | ({ throws: 'message' } & SendData);

/** Intermediate throw event: message; link (the check at publish has made a flow of it); without a definition a mark on the way. */
export const throwEvent = kind<ThrowData>({
  extensions: ['TaskDefinition', 'TaskHeaders'],
  definitions: ['MessageEventDefinition', 'LinkEventDefinition'],
  mappings: 'both',
  read: (source) => {
    const { definition } = source;
    if (definition?.$type === 'bpmn:MessageEventDefinition') return { throws: 'message', ...readSend(source, definition) };
    refuseStep(source);
    return { throws: definition?.$type === 'bpmn:LinkEventDefinition' ? 'link' : 'nothing' };
  },
  enter: (at) => (at.data.throws === 'message' ? enterSend({ ...at, data: at.data }) : DONE),
});
