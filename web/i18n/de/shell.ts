export const common = {
  loading: 'Wird geladen …',
  retry: 'Noch einmal versuchen',
  close: 'Schließen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  saved: 'Gespeichert.',
  savedPending: 'Gespeichert, wird gerade verarbeitet.',
  remove: 'Löschen',
  edit: 'Bearbeiten',
  create: 'Anlegen',
  undo: 'Rückgängig',
  more: 'Mehr laden',
  unknownCustomer: 'Unbekannter Absender',
  page: 'Seite wird geladen …',
};

export const problem = {
  offline: 'Keine Verbindung zum Server. Ihre Eingaben bleiben hier stehen.',
  unknown: 'Da ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
};

export const role = { agent: 'Bearbeitung', lead: 'Teamleitung', designer: 'Prozessgestaltung', administrator: 'Verwaltung' };

export const session = {
  title: 'Anmelden',
  claim: 'Jedes Anliegen kommt an sein Ende.',
  story:
    'Kundenservice als Geschäftsprozess: Jede Anfrage folgt einem gezeichneten Ablauf, mit Fristen, die halten, und Aufgaben zur richtigen Zeit bei den richtigen Leuten.',
  steps: { mail: 'Anfrage', task: 'Aufgabe', answer: 'Antwort', archive: 'Archiv' },
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  showPassword: 'Passwort zeigen',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  demo: 'Demo: mit einem Klick anmelden als',
  expired: 'Bitte melden Sie sich wieder an',
  expiredHint: 'Ihre Sitzung ist abgelaufen. Was Sie geschrieben haben, ist noch da; danach geht es an derselben Stelle weiter.',
};

export const shell = {
  skip: 'Zum Inhalt springen',
  navigation: 'Hauptnavigation',
  notices: 'Hinweise',
  views: 'Ansichten',
  house: 'Haus',
  search: 'Suchen',
  board: 'Leitstand',
  administration: 'Verwaltung',
  ledger: 'Postbuch',
  incidents: 'Störungen',
  designer: 'Prozesse',
  palette: 'Befehle',
  help: 'Tasten und Hilfe',
  narrow: 'Leiste einklappen',
  wide: 'Leiste ausklappen',
  menu: 'Menü',
  account: 'Konto und Einstellungen: {{name}}',
  lost: 'Keine Verbindung. Neues erscheint, sobald sie wieder steht; Entwürfe bleiben erhalten.',
  back: 'Verbindung steht wieder.',
  language: 'Sprache',
  appearance: 'Darstellung',
  light: 'Hell',
  dark: 'Dunkel',
  auto: 'Wie das System',
  density: 'Zeilen',
  comfortable: 'Bequem',
  compact: 'Kompakt',
  textSize: 'Schrift',
  normal: 'Normal',
  large: 'Groß',
  singleKeys: 'Einzeltasten',
  singleKeysHint: 'r antwortet, n holt die nächste Aufgabe',
  tabTitle: '({{count}}) {{page}} · Vorgang',
  tabTitlePlain: '{{page}} · Vorgang',
  notFound: 'Diese Seite gibt es nicht.',
  toInbox: 'Zu den Aufgaben',
};

export const presence = {
  label: 'Anwesenheit: {{state}}',
  available: 'Verfügbar',
  paused: 'Pause',
  offline: 'Abwesend',
  load: '{{load}} von {{capacity}} Punkten belegt',
  hints: {
    available: 'Neue Aufgaben kommen zu Ihnen.',
    paused: 'Nichts Neues, was Sie haben, bleibt bei Ihnen.',
    offline: 'Feierabend: Unberührtes geht zurück in die Reihe.',
  },
};

export const views = {
  next: 'Als Nächstes',
  mine: 'Meine',
  team: 'Team',
  waiting: 'Wartend',
  'delivery-errors': 'Zustellfehler',
};

export const keys = {
  title: 'Tasten',
  hint: 'Einzeltasten wirken außerhalb von Eingabefeldern. Im Kontomenü lassen sie sich ausschalten.',
  groups: { everywhere: 'Überall', list: 'Liste', request: 'Anfrage', composer: 'Schreiben' },
  followedBy: 'dann',
  ctrl: 'Strg',
  shift: 'Umschalt',
  names: {
    palette: 'Befehle und Anfragen finden',
    help: 'Diese Hilfe',
    search: 'Suchen',
    undo: 'Rückgängig',
    goNext: 'Zu „Als Nächstes“',
    goMine: 'Zu „Meine“',
    goTeam: 'Zu „Team“',
    goWaiting: 'Zu „Wartend“',
    next: 'Nächste Aufgabe holen',
    down: 'Eine Zeile tiefer',
    up: 'Eine Zeile höher',
    back: 'Zurück zur Liste',
    reply: 'Antworten',
    note: 'Interne Notiz',
    expert: 'Jemanden fragen',
    assign: 'Zuteilen',
    take: 'Mir zuteilen',
    putOff: 'Später wieder vorlegen',
    complete: 'Schritt abschließen',
    send: 'Senden',
    sendAndNext: 'Senden und nächste Aufgabe',
  },
};

export const palette = {
  title: 'Befehle',
  placeholder: 'Befehl, Anfragenummer, Betreff oder Kunde',
  commands: 'Befehle',
  requests: 'Anfragen',
  nothing: 'Nichts gefunden. Die Suche (Taste /) sieht auch in die Texte.',
  results: '{{count}} Treffer',
  theme: 'Hell oder dunkel umschalten',
  language: 'Switch to English',
};
