import * as shell from './shell.ts';
import * as work from './work.ts';

export const de = { ...shell, ...work };
