import { absences } from './absences/routes.ts';
import { administration } from './administration/routes.ts';
import { answers } from './answers/routes.ts';
import type { Feature } from './app.ts';
import { batches } from './batches/routes.ts';
import { board } from './board/routes.ts';
import { broadcast } from './broadcast/routes.ts';
import { calendars } from './calendars/routes.ts';
import { customers } from './customers/routes.ts';
import { experts } from './experts/routes.ts';
import { mailRules } from './mail-rules/routes.ts';
import { mails } from './mails/routes.ts';
import { messages } from './messages/routes.ts';
import { migrations } from './migrations/routes.ts';
import { news } from './news/routes.ts';
import { notifications } from './notifications/routes.ts';
import { incidents } from './operation/incident-routes.ts';
import { operation } from './operation/routes.ts';
import { promises } from './promises/routes.ts';
import { reminders } from './reminders/routes.ts';
import { publicPages } from './public/pages.ts';
import { consultations } from './requests/consultation-routes.ts';
import { conversation } from './requests/conversation-routes.ts';
import { merging } from './requests/merging-routes.ts';
import { outgoing } from './requests/outgoing-routes.ts';
import { requests } from './requests/routes.ts';
import { definitions } from './definitions/routes.ts';
import { serviceLevels } from './service-levels/routes.ts';
import { session } from './session/routes.ts';
import { tasks } from './tasks/routes.ts';
import { vocabulary } from './vocabulary/routes.ts';

/** Every feature. A new one is a folder and a line here (and, for JSON routes, a line in types.ts). */
export const features: Feature[] = [
  session,
  vocabulary,
  news,
  tasks,
  requests,
  conversation,
  merging,
  consultations,
  outgoing,
  messages,
  customers,
  answers,
  experts,
  board,
  broadcast,
  calendars,
  serviceLevels,
  administration,
  operation,
  mails,
  mailRules,
  incidents,
  publicPages,
  definitions,
  migrations,
  batches,
  absences,
  promises,
  reminders,
  notifications,
];
