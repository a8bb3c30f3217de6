export const absences = {
  title: 'Abwesenheit',
  hint: 'Solange jemand weg ist, hat die Vertretung die offenen Aufgaben, auch was in dieser Zeit wieder vorgelegt wird. Was danach noch wartet, kommt zurück.',
  who: 'Wer',
  from: 'Von',
  until: 'Bis',
  deputy: 'Vertretung',
  deputyHint: 'Ohne Vertretung gehen die Aufgaben zurück in die Reihe.',
  deputyIs: 'Vertretung: {{name}}',
  line: 'zurück in die Reihe',
  add: 'Eintragen',
  added: 'Abwesenheit eingetragen.',
  end: 'Abwesenheit von {{name}} beenden',
};
