import type { SameKeys } from '../i18n.ts';
import type * as de from '../de/shell.ts';

export const common: SameKeys<typeof de.common> = {
  loading: 'Loading …',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Saved.',
  savedPending: 'Saved, being processed.',
  remove: 'Delete',
  edit: 'Edit',
  create: 'Create',
  undo: 'Undo',
  more: 'Load more',
  unknownCustomer: 'Unknown sender',
  page: 'Loading the page …',
};

export const problem: SameKeys<typeof de.problem> = {
  offline: 'No connection to the server. What you entered stays here.',
  unknown: 'Something went wrong. Please try again.',
};

export const role: SameKeys<typeof de.role> = {
  agent: 'Agent',
  lead: 'Team lead',
  designer: 'Process designer',
  administrator: 'Administrator',
};

export const session: SameKeys<typeof de.session> = {
  title: 'Sign in',
  claim: 'Every request reaches its end.',
  story:
    'Customer service as a business process: every request follows a flow that somebody drew, with deadlines that hold and tasks at the right time with the right people.',
  steps: { mail: 'Request', task: 'Task', answer: 'Answer', archive: 'Archive' },
  email: 'E-mail address',
  password: 'Password',
  showPassword: 'Show password',
  signIn: 'Sign in',
  signOut: 'Sign out',
  demo: 'Demo: sign in with one click as',
  expired: 'Please sign in again',
  expiredHint: 'Your session has ended. What you wrote is still here; you will go on where you were.',
};

export const shell: SameKeys<typeof de.shell> = {
  skip: 'Skip to content',
  navigation: 'Main navigation',
  notices: 'Notices',
  views: 'Views',
  house: 'House',
  search: 'Search',
  board: 'Board',
  administration: 'Administration',
  ledger: 'Mail ledger',
  quarantine: 'Quarantine',
  incidents: 'Incidents',
  designer: 'Processes',
  palette: 'Commands',
  help: 'Keys and help',
  narrow: 'Collapse navigation',
  wide: 'Expand navigation',
  menu: 'Menu',
  account: 'Account and settings: {{name}}',
  lost: 'No connection. News will appear once it is back; drafts are kept.',
  back: 'The connection is back.',
  language: 'Language',
  appearance: 'Appearance',
  light: 'Light',
  dark: 'Dark',
  auto: 'Like the system',
  density: 'Rows',
  comfortable: 'Comfortable',
  compact: 'Compact',
  textSize: 'Text',
  normal: 'Normal',
  large: 'Large',
  singleKeys: 'Single keys',
  undoSending: 'Undo sending',
  undoSendingHint: 'a reply leaves ten seconds after the click',
  singleKeysHint: 'r replies, n takes the next task',
  tabTitle: '({{count}}) {{page}} · Vorgang',
  tabTitlePlain: '{{page}} · Vorgang',
  notFound: 'There is no such page.',
  toInbox: 'To the tasks',
};

export const presence: SameKeys<typeof de.presence> = {
  label: 'Presence: {{state}}',
  available: 'Available',
  paused: 'Break',
  offline: 'Away',
  load: '{{load}} of {{capacity}} points in use',
  hints: {
    available: 'New tasks come to you.',
    paused: 'Nothing new; what you have stays with you.',
    offline: 'Done for today: untouched tasks go back to the line.',
  },
};

export const views: SameKeys<typeof de.views> = {
  next: 'Next up',
  mine: 'Mine',
  team: 'Team',
  waiting: 'Waiting',
  'delivery-errors': 'Delivery errors',
};

export const keys: SameKeys<typeof de.keys> = {
  title: 'Keys',
  hint: 'Single keys work outside of input fields. They can be switched off in the account menu.',
  groups: { everywhere: 'Everywhere', list: 'List', request: 'Request', composer: 'Writing', mail: 'Mail ledger and quarantine' },
  followedBy: 'then',
  ctrl: 'Ctrl',
  shift: 'Shift',
  names: {
    palette: 'Find commands and requests',
    help: 'This help',
    search: 'Search',
    undo: 'Undo',
    goNext: 'Go to “Next up”',
    goMine: 'Go to “Mine”',
    goTeam: 'Go to “Team”',
    goWaiting: 'Go to “Waiting”',
    next: 'Take the next task',
    down: 'One row down',
    up: 'One row up',
    back: 'Back to the list',
    reply: 'Reply',
    note: 'Internal note',
    expert: 'Ask someone',
    assign: 'Assign',
    take: 'Assign to me',
    putOff: 'Put off',
    raise: 'Put first (board)',
    complete: 'Complete the step',
    send: 'Send',
    sendAndNext: 'Send and next task',
    pick: 'Select the row',
    release: 'Release',
    again: 'Process again',
    join: 'Join to a request',
    makeRequest: 'Make a new request',
    automatic: 'Call it automatic',
    spam: 'Sort out as spam',
    block: 'Block the sender',
    discard: 'Discard',
  },
};

export const palette: SameKeys<typeof de.palette> = {
  title: 'Commands',
  placeholder: 'Command, request number, subject or customer',
  commands: 'Commands',
  requests: 'Requests',
  nothing: 'Nothing found. The search (key /) also looks into the texts.',
  results: '{{count}} found',
  theme: 'Switch light or dark',
  language: 'Auf Deutsch umschalten',
};
