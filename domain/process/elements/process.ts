import { kind } from './kind.ts';

/** The process itself: the outermost scope. */
export const process = kind<{ starts: string[]; events: string[] }>({
  extensions: ['VersionTag', 'UserTaskForm'],
  mappings: 'none',
  read: (source) => {
    const inside = source.inside();
    if (inside.starts.length !== 1) source.report('start-event', null, { count: inside.starts.length });
    return inside;
  },
  enter: ({ data }) => ({ next: 'open', elements: data.starts }),
});
