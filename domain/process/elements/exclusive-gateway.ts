import { DONE, kind } from './kind.ts';

/** Takes the first flow whose condition holds, in the order of the file, else the default. */
export const exclusiveGateway = kind<null>({
  extensions: [],
  mappings: 'none',
  exclusive: true,
  read: () => null,
  enter: () => DONE,
});
