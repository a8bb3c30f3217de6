export const mailRules = {
  automatic: 'Automatische E-Mails',
  running: 'Automatische E-Mails gehen hinaus.',
  stoppedByHand: 'Angehalten seit {{at}}: Es gehen keine automatischen E-Mails hinaus. Was Menschen schreiben, geht weiter.',
  stoppedByItself:
    'Von selbst angehalten seit {{at}}, weil ungewöhnlich viele automatische E-Mails hinausgingen. Was Menschen schreiben, geht weiter.',
  stop: 'Anhalten',
  resume: 'Wieder freigeben',
  stopped: 'Automatische E-Mails sind angehalten.',
  banner: 'Automatische E-Mails sind angehalten.',
  toRules: 'Zu den Mailregeln',
  limits: 'Grenzen',
  replyDays: 'Antworten annehmen, Tage nach dem Abschluss',
  replyDaysHint: 'Spätere Antworten eröffnen eine neue Anfrage, die auf die alte verweist.',
  mostAutomatic: 'Höchstens automatische E-Mails in zehn Minuten',
  mostAutomaticHint: 'Gehen mehr hinaus, hält das System sie alle an, bis die Administration sie freigibt.',
  blocked: 'Gesperrte Absender',
  blockedHint: 'Ihre E-Mails werden aussortiert. Im Postbuch bleiben sie sichtbar.',
  known: 'Bekannte Absender',
  knownHint: 'Lieferanten, Presse, Bewerber, Behörden: Ihre E-Mails werden zu Anfragen der gewählten Art.',
  pattern: 'Adresse oder Domain',
  reason: 'Grund',
  relation: 'Wer',
  kind: 'Art der Anfrage',
  note: 'Bemerkung',
  relations: { supplier: 'Lieferant', press: 'Presse', applicant: 'Bewerbung', authority: 'Behörde', other: 'Andere' },
  none: 'Noch niemand.',
  block: 'Sperren',
};

export const merging = {
  merge: 'Mit anderer Anfrage zusammenführen',
  mergeHint: 'Diese Anfrage endet. Ihre Nachrichten stehen dann in der anderen, und Antworten auf beide landen dort.',
  into: 'Nummer der Anfrage, die weitergeht',
  merged: 'Zusammengeführt.',
  isPart: 'Gehört jetzt zu {{number}}',
  has: 'Enthält {{number}}',
  unmerge: 'Wieder trennen',
  unmerged: 'Getrennt: Es geht als {{number}} weiter.',
  split: 'Eigene Anfrage daraus machen',
  splitDone: 'Ist jetzt die Anfrage {{number}}.',
};

export const deadAddress = {
  warning_one: 'E-Mails an {{list}} kommen zurück. Die Adresse gibt es vermutlich nicht mehr.',
  warning_other: 'E-Mails an {{list}} kommen zurück. Diese Adressen gibt es vermutlich nicht mehr.',
  clear: 'Adresse stimmt doch',
  hard: 'Die Adresse gibt es nicht',
  cleared: 'Die Adresse gilt wieder.',
};

/** Why something automatic did not go out. */
export const withheld = {
  stopped: 'Automatische E-Mails sind angehalten',
  overruled: 'Die E-Mail wurde anders eingestuft',
  restored: 'Vielleicht schon vor der Wiederherstellung gesendet',
  'dead-address': 'E-Mails an diese Adresse kommen zurück',
  'answered-already': 'Dieselbe Antwort ging schon hinaus',
  'too-many': 'Zu viele automatische E-Mails zu dieser Anfrage',
  'address-flooded': 'Zu viele automatische E-Mails an diese Adresse',
  'asks-for-silence': 'Der Absender bittet darum, nicht automatisch zu antworten',
  'null-return-path': 'Der Absender nimmt keine Antworten an',
  'no-clear-sender': 'Kein eindeutiger Absender',
  'machine-address': 'Hinter der Adresse liest niemand',
  'own-address': 'Die Adresse gehört uns selbst',
  list: 'Kam über einen Verteiler',
  precedence: 'Massenmail',
  other: 'Eine Maschine hat geschrieben',
};
