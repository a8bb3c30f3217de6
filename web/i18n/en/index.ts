import type { SameKeys } from '../i18n.ts';
import type { de } from '../de/index.ts';
import * as shell from './shell.ts';
import * as absences from './absences.ts';
import * as audit from './audit.ts';
import * as board from './board.ts';
import * as calendars from './calendars.ts';
import * as conversation from './conversation.ts';
import * as distribution from './distribution.ts';
import * as house from './house.ts';
import * as incident from './incident.ts';
import * as ledger from './ledger.ts';
import * as mail from './mail.ts';
import * as notifications from './notifications.ts';
import * as promises from './promises.ts';
import * as reminders from './reminders.ts';
import * as request from './request.ts';
import * as serviceLevels from './service-levels.ts';
import * as verdicts from './verdicts.ts';
import * as work from './work.ts';

export const en: SameKeys<typeof de> = {
  ...shell,
  ...absences,
  ...promises,
  ...reminders,
  ...notifications,
  ...work,
  ...request,
  ...incident,
  ...calendars,
  ...conversation,
  ...mail,
  ...house,
  ...board,
  ...audit,
  ...distribution,
  ...serviceLevels,
  ...verdicts,
  ...ledger,
};
