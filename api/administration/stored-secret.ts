import type { MailServer } from '../../db/schema.ts';

interface Servers {
  imap: MailServer;
  smtp: MailServer;
}

/** Whether one of the servers is another than the one that the stored secret is for, or is to get it unsealed on the way. */
export function isElsewhere(given: Partial<Servers>, before: Servers): boolean {
  return (['imap', 'smtp'] as const).some((name) => {
    const server = given[name];
    return server !== undefined && (server.host !== before[name].host || (before[name].secure && !server.secure));
  });
}
