import type { SameKeys } from '../i18n.ts';
import type * as de from '../de/incident.ts';

/** A request that nothing will move. */
export const idle: SameKeys<typeof de.idle> = {
  title: 'Nothing will move this request',
  why: {
    'task-gone': 'The process stands at “{{step}}”, but its task is gone.',
    'step-gone': 'The process stands at “{{step}}”, but nobody runs that step any more.',
    'no-date': 'The process waits at “{{step}}” for something from outside, with no date at which it goes on by itself.',
    nothing: 'The process is not over, but waits for nothing.',
  },
  again: 'Back to “{{step}}”',
  close: 'Close …',
  repaired: 'The request goes on.',
};

export const incident: SameKeys<typeof de.incident> = {
  title: 'Incident at “{{step}}”',
  code: 'Code {{code}}',
  variables: 'View and mend values',
  variablesHint: 'JSON. What you change here holds for the new try.',
  invalid: 'This is not valid JSON.',
  retry: 'Try again',
  retried: 'Trying again.',
  list: 'Incidents',
  listHint: 'A step stands still here because something was missing or failed. Mend it, then try again.',
  none: 'No incidents',
  noneHint: 'All processes are running.',
  groups: 'Incidents of one kind',
  where: 'Where',
  why: 'Why',
  count: 'Requests',
  since: 'Since',
  version: 'Version {{number}}',
  retryAll: 'Try all again',
  retryAllHint: '{{count}} requests try the same step again. Where the fault was in the process, move them to the mended version first.',
  skip: 'Skip',
  correct: 'Correct by hand',
  skipTitle: 'Skip “{{step}}”',
  skipHint: 'The step counts as done and gives what you write here. The request goes on behind it.',
  result: 'Result of the step (JSON)',
  skipped: 'Skipped.',
};
