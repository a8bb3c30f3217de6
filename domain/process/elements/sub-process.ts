import { kind } from './kind.ts';

/** Embedded sub-process, or event sub-process (`byEvent`): that one is entered by its start event alone. */
export const subProcess = kind<{ starts: string[]; events: string[]; byEvent: boolean }>({
  extensions: [],
  mappings: 'both',
  read: (source) => {
    const byEvent = source.element.triggeredByEvent === true;
    const { starts, triggered, events } = source.inside();
    const all = [...starts, ...triggered];
    if (!byEvent && all.length !== 1) source.report('start-event', null, { count: all.length });
    return { starts: all, events, byEvent };
  },
  enter: ({ data }) => ({ next: 'open', elements: data.starts }),
});
