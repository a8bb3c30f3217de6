import { workApart } from '../start/apart.ts';
import type { DemoOptions } from '../start/demo.ts';
import { seedDemo } from './seed.ts';

workApart((options, log) => seedDemo({ ...(options as Omit<DemoOptions, 'log'>), log }));
