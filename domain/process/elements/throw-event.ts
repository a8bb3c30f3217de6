import { DONE, kind } from './kind.ts';

/** Intermediate throw event without a definition: a mark on the way. */
export const throwEvent = kind<null>({
  extensions: [],
  definitions: [],
  mappings: 'outputs',
  read: () => null,
  enter: () => DONE,
});
