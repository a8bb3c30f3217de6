import type { Feature } from './app.ts';
import { publicPages } from './public/pages.ts';
import { session } from './session/routes.ts';
import { tasks } from './tasks/routes.ts';

/** Every feature with its prefix-free routes. A new one is a folder and a line here (and, for JSON routes, a line in types.ts). */
export const features: Feature[] = [publicPages, session, tasks];
