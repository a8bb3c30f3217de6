import { armMessage, readMessage, type MessageData } from '../triggers/message.ts';
import { kind } from './kind.ts';

export const receiveTask = kind<{ trigger: MessageData }>({
  extensions: [],
  mappings: 'outputs',
  read: (source) => {
    if (source.element.instantiate === true) source.report('receive-instantiates', null);
    return { trigger: readMessage(source, source.element) };
  },
  enter: ({ run, id, data }) => ({ next: 'wait', wait: armMessage(run, id, data.trigger) }),
});
