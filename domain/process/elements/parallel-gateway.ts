import { DONE, kind } from './kind.ts';

/** Waits for one token from each incoming flow, then sends one out on each outgoing. */
export const parallelGateway = kind<null>({
  extensions: [],
  mappings: 'none',
  read: () => null,
  enter: () => DONE,
  gather: (arrived, node) => node.incoming.every((flow) => arrived[flow] !== undefined),
});
