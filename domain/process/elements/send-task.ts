import { kind } from './kind.ts';
import { enterSend, readSend, type SendData } from './send.ts';

export const sendTask = kind<SendData>({
  extensions: ['TaskDefinition', 'TaskHeaders'],
  mappings: 'both',
  read: (source) => readSend(source, source.element),
  enter: enterSend,
});
