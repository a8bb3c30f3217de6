import { DONE, kind } from './kind.ts';

/**
 * Takes every flow whose condition holds, else the default. Joining, it waits for all tokens that can still reach it, and
 * takes one from each incoming flow that has any.
 */
export const inclusiveGateway = kind<null>({
  extensions: [],
  mappings: 'none',
  read: () => null,
  enter: () => DONE,
  gather: (arrived, node) => node.incoming.every((flow) => arrived[flow] !== undefined),
  synchronises: true,
});
