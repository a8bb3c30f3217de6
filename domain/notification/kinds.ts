/** What people can be told of, as they choose it. The last five are for whoever watches over the work of others. */
export const notificationKinds = [
  'reply',
  'reminder',
  'handed',
  'note',
  'expert',
  'approval',
  'stranded',
  'breach',
  'promise',
  'incident',
  'mailbox',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];
