import type { Feature } from './app.ts';
import { messages } from './messages/routes.ts';
import { consultations } from './requests/consultation-routes.ts';
import { conversation } from './requests/conversation-routes.ts';
import { requests } from './requests/routes.ts';
import { publicPages } from './public/pages.ts';
import { definitions } from './definitions/routes.ts';
import { session } from './session/routes.ts';
import { tasks } from './tasks/routes.ts';

/** Every feature. A new one is a folder and a line here (and, for JSON routes, a line in types.ts). */
export const features: Feature[] = [session, tasks, requests, conversation, consultations, messages, publicPages, definitions];
