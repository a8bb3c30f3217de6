import { DONE, kind } from './kind.ts';

/** Plain and manual task: nothing happens, the token goes on. */
export const task = kind<null>({
  extensions: [],
  mappings: 'none',
  read: () => null,
  enter: () => DONE,
});
