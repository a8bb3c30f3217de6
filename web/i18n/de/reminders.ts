export const reminders = {
  digest: 'Tagesübersicht per E-Mail',
  digestHint: 'Was überfällig, heute fällig, zugesagt und wieder vorgelegt ist, an Arbeitstagen',
  off: 'keine',
  at: '{{hour}} Uhr',
  aboutTopics: 'Auch der Stand meiner Themen',
  aboutTopicsHint: 'Wartend, gefährdet, überschritten, Zusagen und Abwesende mit Aufgaben, in der Tagesübersicht',
  byMail: 'Erinnerungen auch per E-Mail',
  byMailHint: 'Wenn eine Frist in Gefahr ist und der Prozess erinnert',
};
