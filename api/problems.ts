/** Stable problem types with their status and words (de, en). The full type URI is `urn:vorgang:problem:<type>`. */
export const problemTypes = {
  'bad-request': [400, 'Die Anfrage ist nicht in Ordnung.', 'The request is not valid.'],
  'secret-again': [
    400,
    'Der Server ist ein anderer als bisher: Geben Sie das Passwort (bei OAuth das Refresh-Token) neu ein.',
    'The server is another one than before: enter the password again (with OAuth the refresh token).',
  ],
  'signed-out': [401, 'Bitte melden Sie sich an.', 'Please sign in.'],
  'wrong-credentials': [401, 'Adresse oder Passwort stimmt nicht.', 'The address or the password is wrong.'],
  'wrong-password': [422, 'Das bisherige Passwort stimmt nicht.', 'The current password is wrong.'],
  'not-allowed': [403, 'Dafür fehlt Ihnen die Berechtigung.', 'You are not allowed to do this.'],
  'foreign-origin': [403, 'Die Anfrage kam nicht von dieser Anwendung.', 'The request did not come from this application.'],
  'not-found': [404, 'Das gibt es hier nicht.', 'There is no such thing here.'],
  'too-many-requests': [429, 'Zu viele Versuche. Bitte warten Sie einen Moment.', 'Too many attempts. Please wait a moment.'],
  'internal-error': [500, 'Da ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.', 'Something went wrong. Please try again.'],
  'not-ready': [
    503,
    'Der Dienst ist gerade nicht bereit. Bitte versuchen Sie es gleich noch einmal.',
    'The service is not ready. Please try again shortly.',
  ],
  'task-gone': [409, 'Diese Aufgabe ist schon erledigt oder hinfällig.', 'This task is already done or no longer needed.'],
  'task-taken': [409, 'Diese Aufgabe hat schon jemand anderes.', 'Someone else already has this task.'],
  'task-not-yours': [409, 'Diese Aufgabe ist Ihnen nicht zugeteilt.', 'This task is not assigned to you.'],
  'no-capacity': [409, 'Dafür ist keine Kapazität frei.', 'There is no free capacity for this.'],
  'missing-skill': [409, 'Dafür fehlt eine nötige Fähigkeit.', 'A skill that this needs is missing.'],
  'not-there': [409, 'Diese Person ist gerade nicht da.', 'This person is not here at the moment.'],
  'form-changed': [409, 'Das Formular wurde inzwischen geändert.', 'The form has been changed meanwhile.'],
  'conversation-moved-on': [
    409,
    'Inzwischen kam etwas Neues. Bitte lesen Sie es, bevor Sie senden.',
    'Something new has arrived. Please read it before you send.',
  ],
  'already-sent': [409, 'Diese Antwort ist schon unterwegs.', 'This answer is already on its way.'],
  'too-many-files': [422, 'So viele Dateien passen nicht in eine E-Mail.', 'That many files do not fit into one e-mail.'],
  'files-too-large': [413, 'Zusammen sind die Dateien zu groß für eine E-Mail.', 'Together the files are too large for an e-mail.'],
  'file-missing': [
    409,
    'Eine angehängte Datei ist nicht mehr da. Bitte hängen Sie sie noch einmal an.',
    'An attached file is gone. Please attach it again.',
  ],
  'placeholders-left': [422, 'Im Text stehen noch offene Platzhalter.', 'The text still contains open placeholders.'],
  'no-recipient': [422, 'Es fehlt ein Empfänger.', 'A recipient is missing.'],
  'request-closed': [409, 'Diese Anfrage ist schon abgeschlossen.', 'This request is already closed.'],
  'cannot-ask-now': [
    409,
    'An dieser Stelle des Prozesses kann niemand gefragt werden.',
    'Nobody can be asked at this point of the process.',
  ],
  'consultation-settled': [409, 'Diese Rückfrage ist schon erledigt.', 'This question is already settled.'],
  'delivery-settled': [409, 'Was aus dieser E-Mail wurde, steht schon fest.', 'What became of this mail is settled already.'],
  'not-mergeable': [
    409,
    'Mit dieser Anfrage lässt sich nicht zusammenführen: Sie ist abgeschlossen, selbst zusammengeführt oder dieselbe.',
    'It cannot be merged into this request: it is closed, merged itself, or the same one.',
  ],
  'not-merged': [409, 'Diese Anfrage ist nicht zusammengeführt.', 'This request is not merged.'],
  'not-splittable': [409, 'Die erste Nachricht einer Anfrage bleibt bei ihr.', 'The first message of a request stays with it.'],
  'no-sender-pattern': [
    422,
    'Bitte eine Adresse oder eine Domain angeben, zum Beispiel presse@verlag.example oder verlag.example.',
    'Please enter an address or a domain, such as press@publisher.example or publisher.example.',
  ],
  'mailbox-off': [409, 'Dieses Postfach ist abgeschaltet.', 'This mailbox is switched off.'],
  'unknown-request': [422, 'Eine Anfrage mit dieser Nummer gibt es nicht.', 'There is no request with that number.'],
  'not-undoable': [409, 'Das lässt sich nicht mehr zurücknehmen.', 'This can no longer be taken back.'],
  'above-limit': [
    409,
    'Der Vorschlag liegt über der Grenze. Schließen Sie den Schritt ab: Die nächste Stufe gibt frei, danach geht die Antwort hinaus.',
    'The proposal is above the limit. Complete the step: the next level approves it, then the answer goes out.',
  ],
  'incident-closed': [409, 'Diese Störung ist schon behoben.', 'This incident is already closed.'],
  'not-idle': [409, 'Diese Anfrage wird schon weiterbewegt.', 'Something will move this request already.'],
  'not-accepted': [409, 'Der Prozess hat das nicht angenommen.', 'The process did not accept this.'],
  'message-buffered': [409, 'Diese Nachricht wartet schon.', 'This message is waiting already.'],
  'message-too-large': [422, 'Diese Werte sind zu groß.', 'These values are too large.'],
  'no-deputy': [
    422,
    'Die Vertretung gibt es nicht, oder sie ist die abwesende Person selbst.',
    'That deputy does not exist, or is the absent person.',
  ],
  'promise-needs-task': [
    422,
    'Wer etwas zusagt, behält die Aufgabe: Wählen Sie „bleibt offen“.',
    'Whoever promises something keeps the task: choose “stays open”.',
  ],
  'in-the-past': [422, 'Der Zeitpunkt liegt in der Vergangenheit.', 'That time is in the past.'],
  'already-exists': [409, 'Das gibt es schon.', 'This exists already.'],
  'still-used': [409, 'Das wird noch gebraucht.', 'This is still in use.'],
  'last-administrator': [409, 'Ein aktiver Administrator muss bleiben.', 'One active administrator must remain.'],
  'calendar-invalid': [
    422,
    'So kann der Kalender nicht gelten: Zeitzone oder Land sind unbekannt, oder er hat nie geöffnet.',
    'The calendar cannot count like this: its time zone or region is unknown, or it is never open.',
  ],
  'version-conflict': [409, 'Jemand hat das inzwischen geändert.', 'Someone has changed this meanwhile.'],
  'draft-changed': [412, 'Diesen Entwurf hat inzwischen jemand anderes geändert.', 'Someone else has changed this draft meanwhile.'],
  'same-version': [422, 'Beide Versionen haben denselben Inhalt.', 'Both versions have the same content.'],
  'not-migratable': [409, 'In dieser Version hat die Anfrage keinen Platz.', 'The request has no place in that version.'],
  'batch-over': [409, 'Dieser Sammelauftrag ist schon zu Ende.', 'This batch is already over.'],
  'table-too-slow': [
    422,
    'Die Tabelle braucht zu lange. Suchen Sie in ihren Ausdrücken nach einem Muster, das nicht endet.',
    'The table takes too long. Look for a pattern in its expressions that never ends.',
  ],
  'not-publishable': [422, 'So kann das nicht veröffentlicht werden.', 'This cannot be published as it is.'],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ProblemType = keyof typeof problemTypes;

/** A business outcome that the caller is told: thrown anywhere in a handler, answered as problem+json; rolls its transaction back. */
export class ProblemError extends Error {
  readonly type: ProblemType;
  /** Further members of the problem, e.g. the newer messages. */
  readonly members: Record<string, unknown>;

  constructor(type: ProblemType, members: Record<string, unknown> = {}) {
    super(type);
    this.name = 'ProblemError';
    this.type = type;
    this.members = members;
  }
}

export const problemUri = (type: ProblemType): string => `urn:vorgang:problem:${type}`;
