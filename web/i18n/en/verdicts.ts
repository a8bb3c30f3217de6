import type { SameKeys } from '../i18n.ts';
import type * as de from '../de/verdicts.ts';

export const mailRules: SameKeys<typeof de.mailRules> = {
  automatic: 'Automatic mail',
  running: 'Automatic mail goes out.',
  stoppedByHand: 'Stopped since {{at}}: no automatic mail goes out. What people write still does.',
  stoppedByItself: 'Stopped by itself since {{at}}, because unusually many automatic mails went out. What people write still does.',
  stop: 'Stop',
  resume: 'Let it go out again',
  stopped: 'Automatic mail is stopped.',
  banner: 'Automatic mail is stopped.',
  toRules: 'To the mail rules',
  limits: 'Limits',
  replyDays: 'Take answers, days after the end',
  replyDaysHint: 'Later answers open a new request that names the old one.',
  mostAutomatic: 'Most automatic mails within ten minutes',
  mostAutomaticHint: 'Where more go out, the system stops all of them until an administrator lets them go again.',
  blocked: 'Blocked senders',
  blockedHint: 'Their mail is sorted out. It stays visible in the ledger.',
  known: 'Known senders',
  knownHint: 'Suppliers, press, applicants, authorities: their mail becomes requests of the chosen kind.',
  pattern: 'Address or domain',
  reason: 'Reason',
  relation: 'Who',
  kind: 'Kind of request',
  note: 'Note',
  relations: { supplier: 'Supplier', press: 'Press', applicant: 'Applicant', authority: 'Authority', other: 'Other' },
  none: 'Nobody yet.',
  block: 'Block',
};

export const merging: SameKeys<typeof de.merging> = {
  merge: 'Merge into another request',
  mergeHint: 'This request ends. Its messages are then shown in the other one, and replies to either land there.',
  into: 'Number of the request that goes on',
  merged: 'Merged.',
  isPart: 'Part of {{number}} now',
  has: 'Includes {{number}}',
  unmerge: 'Separate again',
  unmerged: 'Separated: it goes on as {{number}}.',
  split: 'Make it a request of its own',
  splitDone: 'It is request {{number}} now.',
};

export const deadAddress: SameKeys<typeof de.deadAddress> = {
  warning_one: 'Mail to {{list}} comes back. The address presumably no longer exists.',
  warning_other: 'Mail to {{list}} comes back. These addresses presumably no longer exist.',
  clear: 'The address is right',
  hard: 'The address does not exist',
  cleared: 'The address is good again.',
};

export const withheld: SameKeys<typeof de.withheld> = {
  stopped: 'Automatic mail is stopped',
  overruled: 'The mail was given another verdict',
  restored: 'Perhaps sent already before the restore',
  'dead-address': 'Mail to this address comes back',
  'answered-already': 'The same answer went out already',
  'too-many': 'Too many automatic mails about this request',
  'address-flooded': 'Too many automatic mails to this address',
  'asks-for-silence': 'The sender asks for no automatic answers',
  'null-return-path': 'The sender takes no answers',
  'no-clear-sender': 'No clear sender',
  'machine-address': 'Nobody reads mail to this address',
  'own-address': 'The address is our own',
  list: 'Came by a mailing list',
  precedence: 'Bulk mail',
  other: 'A machine has written',
};
