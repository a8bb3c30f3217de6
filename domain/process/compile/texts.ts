export interface Text {
  severity?: 'warning' | 'hint';
  /** German, English; `{name}` is filled in. */
  message: [string, string];
  remedy: [string, string];
}

/** Every finding of the check at publish. Codes are stable. */
export const TEXTS = {
  'xml-too-large': {
    message: ['Die Datei ist größer als {limit} MB.', 'The file is larger than {limit} MB.'],
    remedy: ['Teilen Sie das Modell auf, etwa mit Call Activities.', 'Split the model, for example by call activities.'],
  },
  'xml-too-deep': {
    message: ['Die Elemente sind tiefer als {limit} Ebenen verschachtelt.', 'Elements are nested deeper than {limit} levels.'],
    remedy: ['Verwenden Sie weniger ineinander liegende Teilprozesse.', 'Use fewer sub-processes inside each other.'],
  },
  'xml-doctype': {
    message: ['Die Datei enthält eine DOCTYPE- oder ENTITY-Angabe.', 'The file has a DOCTYPE or ENTITY declaration.'],
    remedy: ['Entfernen Sie die Angabe; BPMN und DMN brauchen keine.', 'Remove it; BPMN and DMN need none.'],
  },
  'xml-invalid': {
    message: ['Die Datei ist kein gültiges Modell: {detail}', 'The file is no valid model: {detail}'],
    remedy: ['Öffnen Sie die Datei im Modeler und speichern Sie sie neu.', 'Open the file in the modeler and save it again.'],
  },
  'dangling-reference': {
    message: ['Ein Verweis führt ins Leere: {detail}', 'A reference leads nowhere: {detail}'],
    remedy: ['Wählen Sie das Ziel neu oder entfernen Sie den Verweis.', 'Choose the target again or remove the reference.'],
  },
  'duplicate-id': {
    message: ['Die Kennung „{id}“ kommt mehrmals vor.', 'The id "{id}" occurs more than once.'],
    remedy: ['Vergeben Sie jede Kennung nur einmal.', 'Give every element an id of its own.'],
  },
  'process-not-found': {
    message: ['Die Datei enthält keinen Prozess „{id}“.', 'The file holds no process "{id}".'],
    remedy: ['Die Kennung des Prozesses muss sein Schlüssel sein.', 'The id of the process must be its key.'],
  },
  'process-not-executable': {
    message: ['Der Prozess ist als nicht ausführbar gekennzeichnet.', 'The process is marked as not executable.'],
    remedy: ['Setzen Sie beim Prozess das Häkchen „ausführbar“.', 'Tick "executable" on the process.'],
  },
  'execution-platform': {
    message: ['Das Modell ist für „{platform}“ gezeichnet.', 'The model was drawn for "{platform}".'],
    remedy: ['Zeichnen Sie es für Camunda 8 (Zeebe).', 'Draw it for Camunda 8 (Zeebe).'],
  },
  'unsupported-element': {
    message: ['{type} wird nicht ausgeführt.', '{type} is not run.'],
    remedy: ['{hintDe}', '{hintEn}'],
  },
  'unsupported-extension': {
    message: ['Die Angabe „{type}“ wird hier nicht ausgeführt.', '"{type}" is not run here.'],
    remedy: ['Entfernen Sie sie. {hintDe}', 'Remove it. {hintEn}'],
  },
  'foreign-extension': {
    severity: 'warning',
    message: ['Die Angabe „{type}“ eines anderen Werkzeugs hat keine Wirkung.', '"{type}" of another tool has no effect.'],
    remedy: ['Entfernen Sie sie, wenn sie etwas bewirken sollte.', 'Remove it if it was meant to do something.'],
  },
  'unsupported-property': {
    message: ['Die Eigenschaft „{property}“ wird nicht ausgeführt.', 'The property "{property}" is not run.'],
    remedy: ['{hintDe}', '{hintEn}'],
  },
  'start-event': {
    message: [
      'Hier muss genau ein Startereignis ohne Auslöser stehen, es sind {count}.',
      'Exactly one none start event is needed here, there are {count}.',
    ],
    remedy: ['Zeichnen Sie ein einfaches Startereignis.', 'Draw one plain start event.'],
  },
  'event-start': {
    message: ['Ein Startereignis mit Auslöser beginnt hier nichts.', 'A start event with a trigger does not begin anything here.'],
    remedy: [
      'Anfragen starten den Prozess selbst: verwenden Sie ein Startereignis ohne Auslöser, oder einen Ereignis-Teilprozess.',
      'Requests start the process: use a none start event, or an event sub-process.',
    ],
  },
  'event-start-missing': {
    message: ['Der Ereignis-Teilprozess hat keinen Auslöser.', 'The event sub-process has no trigger.'],
    remedy: ['Geben Sie seinem Startereignis Zeit, Nachricht oder Fehler.', 'Give its start event a timer, message or error.'],
  },
  'event-definition-missing': {
    message: ['Dem Ereignis fehlt, worauf es wartet.', 'The event does not say what it waits for.'],
    remedy: ['Wählen Sie Zeit, Nachricht oder (am Rand) Fehler.', 'Choose timer, message or (on a boundary) error.'],
  },
  'error-interrupts': {
    message: ['Ein Fehler unterbricht immer.', 'An error always interrupts.'],
    remedy: ['Stellen Sie das Ereignis auf unterbrechend.', 'Make the event interrupting.'],
  },
  'error-code': {
    message: ['Der Fehler hat keinen festen Code.', 'The error has no fixed code.'],
    remedy: ['Tragen Sie einen Fehlercode ohne Ausdruck ein.', 'Enter an error code, not an expression.'],
  },
  'duplicate-catch': {
    message: ['Der Fehler „{code}“ wird hier zweimal gefangen.', 'Error "{code}" is caught twice here.'],
    remedy: ['Lassen Sie eines der Ereignisse stehen.', 'Keep one of the events.'],
  },
  'boundary-incoming': {
    message: ['In dieses Ereignis darf kein Fluss führen.', 'No flow may lead into this event.'],
    remedy: ['Hängen Sie den Fluss an ein anderes Element.', 'Attach the flow to another element.'],
  },
  'boundary-host': {
    message: [
      'Das Randereignis hängt an einem Element, das nicht wartet oder keines trägt.',
      'The boundary event is attached to an element that cannot carry one.',
    ],
    remedy: [
      'Hängen Sie es an eine Aufgabe, einen Teilprozess oder eine Call Activity.',
      'Attach it to a task, sub-process or call activity.',
    ],
  },
  'timer-definition': {
    message: ['Die Zeitangabe fehlt oder ist mehrfach vorhanden.', 'The timer needs one date, duration or cycle.'],
    remedy: ['Tragen Sie genau eine Zeitangabe ein.', 'Enter exactly one of them.'],
  },
  'timer-value': {
    message: ['„{value}“ ist als Zeitangabe ({timer}) nicht zu verstehen.', '"{value}" is no {timer}.'],
    remedy: [
      'Beispiele: 2026-12-24T12:00:00Z, PT4H, R3/PT1H; Cron wird nicht ausgeführt.',
      'Examples: 2026-12-24T12:00:00Z, PT4H, R3/PT1H; cron is not run.',
    ],
  },
  'timer-cycle': {
    message: ['Ein wiederkehrender Zeitgeber ist hier nicht möglich.', 'A cycle is not possible here.'],
    remedy: [
      'Verwenden Sie eine Dauer, oder ein nicht unterbrechendes Randereignis.',
      'Use a duration, or a non-interrupting boundary event.',
    ],
  },
  instant: {
    message: ['„{value}“ ist kein Zeitpunkt.', '"{value}" is no date and time.'],
    remedy: ['Beispiel: 2026-12-24T12:00:00Z, oder ein Ausdruck mit =.', 'Example: 2026-12-24T12:00:00Z, or an expression with =.'],
  },
  'message-name': {
    message: ['Es ist keine Nachricht mit Namen gewählt.', 'No message with a name is chosen.'],
    remedy: ['Wählen Sie eine Nachricht und geben Sie ihr einen Namen.', 'Choose a message and name it.'],
  },
  'receive-instantiates': {
    message: ['Eine Empfangsaufgabe kann keinen Prozess beginnen.', 'A receive task cannot begin a process.'],
    remedy: ['Entfernen Sie „instantiate“.', 'Remove "instantiate".'],
  },
  'event-gateway-start': {
    message: [
      'Das Ereignis-Gateway kann keinen Prozess beginnen und nicht parallel warten.',
      'The event-based gateway cannot begin a process nor wait in parallel.',
    ],
    remedy: ['Verwenden Sie die ausschließende Form hinter einem Startereignis.', 'Use the exclusive form behind a start event.'],
  },
  'event-gateway-few': {
    message: [
      'Hinter dem Ereignis-Gateway müssen mindestens zwei Ereignisse stehen.',
      'An event-based gateway needs two events or more behind it.',
    ],
    remedy: ['Verbinden Sie es mit zwei fangenden Zwischenereignissen.', 'Connect it to two intermediate catch events.'],
  },
  'event-gateway-target': {
    message: ['„{target}“ darf nicht hinter dem Ereignis-Gateway stehen.', '"{target}" cannot stand behind the event-based gateway.'],
    remedy: ['Nur fangende Zwischenereignisse mit diesem einen Eingang.', 'Only intermediate catch events with this one incoming flow.'],
  },
  'condition-missing': {
    message: ['Ein Fluss aus diesem Gateway hat keine Bedingung.', 'A flow out of this gateway has no condition.'],
    remedy: [
      'Geben Sie dem Fluss eine Bedingung oder machen Sie ihn zum Standardfluss.',
      'Give it a condition or make it the default flow.',
    ],
  },
  'condition-misplaced': {
    message: ['An dieser Stelle wird keine Bedingung ausgewertet.', 'No condition is evaluated here.'],
    remedy: ['Entfernen Sie sie, oder verwenden Sie ein exklusives Gateway.', 'Remove it, or use an exclusive gateway.'],
  },
  'condition-text': {
    message: ['Die Bedingung ist kein Ausdruck.', 'The condition is no expression.'],
    remedy: ['Beginnen Sie sie mit =, zum Beispiel =amount > 100.', 'Begin it with =, for example =amount > 100.'],
  },
  'default-condition': {
    severity: 'warning',
    message: [
      'Der Standardfluss hat eine Bedingung, die nicht ausgewertet wird.',
      'The default flow has a condition that is not evaluated.',
    ],
    remedy: ['Entfernen Sie die Bedingung.', 'Remove the condition.'],
  },
  'missing-default': {
    severity: 'warning',
    message: ['Trifft keine Bedingung zu, bleibt der Vorgang hier stehen.', 'If no condition holds, the request stops here.'],
    remedy: ['Bestimmen Sie einen Standardfluss.', 'Choose a default flow.'],
  },
  'flow-scope': {
    message: ['Der Fluss führt über die Grenze eines Teilprozesses.', 'The flow crosses the border of a sub-process.'],
    remedy: ['Verbinden Sie nur Elemente derselben Ebene.', 'Connect elements of one level only.'],
  },
  unreachable: {
    severity: 'warning',
    message: ['Hierher führt kein Weg.', 'No way leads here.'],
    remedy: ['Verbinden oder entfernen Sie das Element.', 'Connect the element or remove it.'],
  },
  'feel-syntax': {
    message: [
      'Ausdruck „{expression}“: {detail} (Zeile {line}, Spalte {column}).',
      'Expression "{expression}": {detail} (line {line}, column {column}).',
    ],
    remedy: ['Berichtigen Sie den FEEL-Ausdruck.', 'Correct the FEEL expression.'],
  },
  'mapping-target': {
    message: ['Das Ziel „{target}“ ist kein Variablenname.', 'The target "{target}" is no variable name.'],
    remedy: ['Erlaubt sind Buchstaben, Ziffern und _, mit Punkten für Unterfelder.', 'Use letters, digits and _, with dots for fields.'],
  },
  'mapping-output-text': {
    message: ['Die Quelle einer Ausgabe muss ein Ausdruck sein.', 'The source of an output must be an expression.'],
    remedy: ['Beginnen Sie sie mit =.', 'Begin it with =.'],
  },
  'mapping-misplaced': {
    message: ['Hier gibt es diese Art von Zuordnung nicht.', 'There is no such mapping here.'],
    remedy: ['Verlegen Sie sie auf eine Aufgabe.', 'Move it to a task.'],
  },
  'step-missing': {
    message: ['Es ist kein Schritt gewählt.', 'No step is chosen.'],
    remedy: ['Wählen Sie, welcher Schritt hier ausgeführt wird.', 'Choose which step is run here.'],
  },
  'step-computed': {
    message: ['Welcher Schritt ausgeführt wird, muss feststehen.', 'Which step is run must be fixed.'],
    remedy: ['Verwenden Sie ein Gateway und je Schritt eine Aufgabe.', 'Use a gateway and one task per step.'],
  },
  'unknown-step': {
    message: ['Den Schritt „{step}“ gibt es nicht.', 'There is no step "{step}".'],
    remedy: ['Vorhanden sind: {known}.', 'There are: {known}.'],
  },
  retries: {
    message: ['„{value}“ ist keine Zahl von Versuchen.', '"{value}" is no number of retries.'],
    remedy: ['Tragen Sie eine Zahl von 0 bis 99 ein.', 'Enter a number from 0 to 99.'],
  },
  'step-input-unknown': {
    message: ['Der Schritt „{step}“ kennt keine Eingabe „{name}“.', 'Step "{step}" has no input "{name}".'],
    remedy: ['Er kennt: {known}.', 'It has: {known}.'],
  },
  'step-input-missing': {
    message: ['Der Schritt „{step}“ braucht die Eingabe „{name}“.', 'Step "{step}" needs the input "{name}".'],
    remedy: ['Ordnen Sie ihr einen Wert zu.', 'Map a value to it.'],
  },
  'step-input-scope': {
    severity: 'warning',
    message: [
      'Der Schritt „{step}“ braucht „{name}“; hier kann es nur eine Variable dieses Namens sein.',
      'Step "{step}" needs "{name}"; here only a variable of that name can give it.',
    ],
    remedy: ['Prüfen Sie, dass es sie gibt, oder ordnen Sie einen Wert zu.', 'Make sure that it exists, or map a value.'],
  },
  'step-input-value': {
    message: [
      'Der Wert „{value}“ passt nicht zur Eingabe „{name}“: {detail}',
      'The value "{value}" does not fit the input "{name}": {detail}',
    ],
    remedy: ['Berichtigen Sie den Wert.', 'Correct the value.'],
  },
  'answer-unknown': {
    message: ['Die Standardantwort „{answer}“ gibt es nicht.', 'There is no standard answer "{answer}".'],
    remedy: ['Legen Sie sie an oder wählen Sie eine andere.', 'Create it or choose another.'],
  },
  'form-kind': {
    message: ['Nur Formulare mit Formularkennung werden ausgeführt.', 'Only forms by form id are run.'],
    remedy: ['Tragen Sie die Kennung eines Formulars von hier ein.', 'Enter the id of a form kept here.'],
  },
  'form-unknown': {
    message: ['Das Formular „{form}“ gibt es nicht.', 'There is no form "{form}".'],
    remedy: ['Legen Sie es an oder wählen Sie ein anderes.', 'Create it or choose another.'],
  },
  'candidate-users': {
    message: [
      'Aufgaben werden nach Thema und Fähigkeit verteilt, nicht an eine Liste von Personen.',
      'Tasks go by topic and skill, not to a list of people.',
    ],
    remedy: ['Verwenden Sie Kandidatengruppen (Themen).', 'Use candidate groups (topics).'],
  },
  'script-missing': {
    message: ['Dem Skript fehlt der Ausdruck oder die Ergebnisvariable.', 'The script lacks its expression or result variable.'],
    remedy: ['Tragen Sie beides ein.', 'Enter both.'],
  },
  'script-language': {
    message: ['Skripte werden nur als FEEL-Ausdruck ausgeführt.', 'Scripts are run as FEEL expressions only.'],
    remedy: ['Wählen Sie als Umsetzung „FEEL-Ausdruck“.', 'Choose "FEEL expression" as implementation.'],
  },
  'decision-missing': {
    message: ['Es fehlt die Entscheidung oder die Ergebnisvariable.', 'The decision or the result variable is missing.'],
    remedy: ['Tragen Sie beides ein.', 'Enter both.'],
  },
  'decision-computed': {
    message: ['Welche Entscheidung gilt, muss feststehen.', 'Which decision is used must be fixed.'],
    remedy: ['Verwenden Sie ein Gateway und je Entscheidung eine Aufgabe.', 'Use a gateway and one task per decision.'],
  },
  'decision-unknown': {
    message: ['Die Entscheidung „{decision}“ gibt es nicht.', 'There is no decision "{decision}".'],
    remedy: ['Legen Sie die Tabelle an oder berichtigen Sie die Kennung.', 'Create the table or correct the id.'],
  },
  'decision-ambiguous': {
    message: ['Die Entscheidung „{decision}“ steht in mehreren Dateien.', 'The decision "{decision}" is in several files.'],
    remedy: ['Geben Sie jeder Entscheidung eine eigene Kennung.', 'Give every decision an id of its own.'],
  },
  'decision-invalid': {
    message: ['Die Entscheidung „{decision}“ hat Fehler ({definition}).', 'The decision "{decision}" has errors ({definition}).'],
    remedy: ['Berichtigen Sie zuerst die Tabelle.', 'Correct the table first.'],
  },
  'decision-logic': {
    message: ['{type} wird in Entscheidungen nicht ausgeführt.', '{type} is not run in decisions.'],
    remedy: ['Verwenden Sie eine Entscheidungstabelle oder einen Ausdruck.', 'Use a decision table or a literal expression.'],
  },
  'decision-circle': {
    message: ['Die Entscheidung braucht sich selbst: {path}.', 'The decision requires itself: {path}.'],
    remedy: ['Lösen Sie den Kreis auf.', 'Break the circle.'],
  },
  'decision-empty': {
    message: ['Die Entscheidung ist leer.', 'The decision is empty.'],
    remedy: ['Füllen Sie die Tabelle oder entfernen Sie sie.', 'Fill the table or remove it.'],
  },
  'hit-policy': {
    message: ['Die Trefferregel „{policy}“ passt hier nicht.', 'The hit policy "{policy}" does not fit here.'],
    remedy: ['{hintDe}', '{hintEn}'],
  },
  'call-missing': {
    message: ['Es fehlt, welcher Prozess aufgerufen wird.', 'Which process is called is missing.'],
    remedy: ['Tragen Sie die Kennung des Prozesses ein.', 'Enter the id of the process.'],
  },
  'call-unknown': {
    message: ['Der Prozess „{process}“ ist nicht veröffentlicht.', 'The process "{process}" is not published.'],
    remedy: ['Veröffentlichen Sie ihn zuerst.', 'Publish it first.'],
  },
  'call-circle': {
    message: ['Der Prozess ruft sich selbst auf.', 'The process calls itself.'],
    remedy: ['Verwenden Sie eine Schleife.', 'Use a loop.'],
  },
  'call-business-id': {
    message: ['Eine Geschäftskennung wird nicht weitergegeben.', 'A business id is not passed on.'],
    remedy: ['Entfernen Sie sie; die Anfrage bleibt dieselbe.', 'Remove it; the request stays the same.'],
  },
} satisfies Record<string, Text>;

export type Code = keyof typeof TEXTS;
