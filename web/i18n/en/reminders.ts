export const reminders = {
  digest: 'Daily overview by e-mail',
  digestHint: 'What is overdue, due today, promised and back again, on working days',
  off: 'none',
  at: '{{hour}}:00',
  aboutTopics: 'How my topics stand, too',
  aboutTopicsHint: 'Waiting, at risk, missed, promises and absent people with tasks, in the daily overview',
  byMail: 'Reminders by e-mail as well',
  byMailHint: 'When a deadline is at risk and the process reminds you',
};
