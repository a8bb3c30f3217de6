import { Fault } from '../run/run.ts';
import { kind } from './kind.ts';
import { begunBy } from './start-event.ts';

/** The process itself: the outermost scope. Begun by one of its start events; called, or without saying which, by the one without a trigger. */
export const process = kind<{ starts: string[]; triggered?: string[]; events: string[] }>({
  extensions: ['VersionTag', 'UserTaskForm'],
  mappings: 'none',
  read: (source) => {
    const inside = source.inside();
    const { length } = inside.starts;
    if (length > 1 || length + inside.triggered.length === 0) source.report('start-event', null, { count: length });
    return inside;
  },
  enter: ({ run, id, data }) => {
    const from = begunBy(run, id);
    if (from && data.triggered?.includes(from.element)) return { next: 'open', elements: [from.element] };
    if (data.starts.length > 0 && !from) return { next: 'open', elements: data.starts };
    throw new Fault('START_EVENT_MISSING', 'the process has no such start event; by itself it begins only with one without a trigger');
  },
});
