/** A request that nothing will move. */
export const idle = {
  title: 'Nichts bewegt diese Anfrage weiter',
  why: {
    'task-gone': 'Der Prozess steht bei „{{step}}“, aber die Aufgabe dazu gibt es nicht mehr.',
    'step-gone': 'Der Prozess steht bei „{{step}}“, aber niemand führt diesen Schritt mehr aus.',
    'no-date': 'Der Prozess wartet bei „{{step}}“ auf etwas von außen, ohne Termin, an dem es von selbst weitergeht.',
    nothing: 'Der Prozess ist nicht zu Ende, wartet aber auf nichts.',
  },
  again: 'Zurück zu „{{step}}“',
  close: 'Schließen …',
  repaired: 'Die Anfrage geht weiter.',
};

export const incident = {
  title: 'Störung bei „{{step}}“',
  code: 'Kennung {{code}}',
  variables: 'Werte ansehen und berichtigen',
  variablesHint: 'JSON. Was Sie hier ändern, gilt für den neuen Versuch.',
  invalid: 'Das ist kein gültiges JSON.',
  retry: 'Noch einmal versuchen',
  retried: 'Neuer Versuch läuft.',
  list: 'Störungen',
  listHint: 'Hier steht ein Schritt, weil etwas fehlte oder ausfiel. Berichtigen, dann noch einmal versuchen.',
  none: 'Keine Störungen',
  noneHint: 'Alle Prozesse laufen.',
  groups: 'Gleiche Störungen',
  where: 'Wo',
  why: 'Warum',
  count: 'Anfragen',
  since: 'Seit',
  version: 'Version {{number}}',
  retryAll: 'Alle noch einmal versuchen',
  retryAllHint:
    '{{count}} Anfragen versuchen denselben Schritt noch einmal. Überführen Sie sie vorher in die berichtigte Version, wenn der Fehler im Prozess lag.',
  skip: 'Überspringen',
  correct: 'Von Hand richten',
  skipTitle: '„{{step}}“ überspringen',
  skipHint: 'Der Schritt gilt als erledigt und gibt, was Sie hier eintragen. Die Anfrage geht dahinter weiter.',
  result: 'Ergebnis des Schritts (JSON)',
  skipped: 'Übersprungen.',
};
