import { germanBpmn } from './german-bpmn.ts';
import { germanDmn } from './german-dmn.ts';
import { germanPanel } from './german-panel.ts';

/** What modeler, properties panel and table editor say, in German. */
export const german: Record<string, string> = { ...germanPanel, ...germanDmn, ...germanBpmn };
