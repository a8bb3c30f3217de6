import type { Text } from './findings.ts';

/** What the check at publish says about expressions, variables, and what a process names. Codes are stable. */
export const DATA_TEXTS = {
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
  'data-shown': {
    severity: 'hint',
    message: [
      'Das Datenobjekt „{name}“ wird hier nur gezeigt; Werte stehen in Variablen.',
      'The data object "{name}" is only shown here; values are kept in variables.',
    ],
    remedy: [
      'Ordnen Sie der Aufgabe die Variable zu, wenn sie etwas anderes heißen soll.',
      'Map the variable where the task should know it by another name.',
    ],
  },
  'mapping-misplaced': {
    message: ['Hier gibt es diese Art von Zuordnung nicht.', 'There is no such mapping here.'],
    remedy: ['Verlegen Sie sie auf eine Aufgabe.', 'Move it to a task.'],
  },
  'step-missing': {
    message: ['Es ist kein Schritt gewählt.', 'No step is chosen.'],
    remedy: ['Wählen Sie, welcher Schritt hier ausgeführt wird.', 'Choose which step is run here.'],
  },
  'step-misplaced': {
    message: ['Dieses Ereignis führt keinen Schritt aus.', 'This event runs no step.'],
    remedy: ['Entfernen Sie den Schritt, oder machen Sie daraus ein Nachrichtenereignis.', 'Remove the step, or make it a message event.'],
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
  'table-gap': {
    severity: 'warning',
    message: ['Keine Regel gilt für {exampleDe}.', 'No rule applies to {exampleEn}.'],
    remedy: [
      'Ergänzen Sie eine Regel, einen Vorgabewert der Ausgabe oder die möglichen Werte der Eingabe.',
      'Add a rule, a default output, or the values that the input may have.',
    ],
  },
  'table-overlap': {
    severity: 'warning',
    message: [
      'Die Regeln {first} und {second} gelten beide für {exampleDe}; dann entscheidet die Tabelle nichts.',
      'Rules {first} and {second} both apply to {exampleEn}; then the table decides nothing.',
    ],
    remedy: [
      'Grenzen Sie die Regeln voneinander ab oder wählen Sie die Trefferregel „First“.',
      'Set the rules apart, or choose the hit policy "First".',
    ],
  },
  'table-differs': {
    severity: 'warning',
    message: [
      'Die Regeln {first} und {second} gelten beide für {exampleDe}, ergeben aber Verschiedenes.',
      'Rules {first} and {second} both apply to {exampleEn}, but give different results.',
    ],
    remedy: ['Gleichen Sie die Ausgaben an oder grenzen Sie die Regeln ab.', 'Give them the same outputs, or set the rules apart.'],
  },
  'rule-never': {
    severity: 'warning',
    message: [
      'Regel {second} wird nie erreicht: Regel {first} gilt schon.',
      'Rule {second} is never reached: rule {first} applies before.',
    ],
    remedy: ['Stellen Sie sie davor oder entfernen Sie sie.', 'Move it up, or remove it.'],
  },
  'table-unchecked': {
    severity: 'hint',
    message: [
      'Die Tabelle ist zu groß, um sie ganz auf Lücken und Überschneidungen zu prüfen.',
      'The table is too large to be searched for gaps and overlaps entirely.',
    ],
    remedy: ['Teilen Sie sie in mehrere Tabellen.', 'Split it into several tables.'],
  },
  'variable-unknown': {
    severity: 'warning',
    message: [
      'Nichts setzt die Variable „{name}“ („{expression}“).{hintDe}',
      'Nothing sets the variable "{name}" ("{expression}").{hintEn}',
    ],
    remedy: [
      'Berichtigen Sie den Namen oder setzen Sie die Variable durch eine Zuordnung, ein Formular oder einen Schritt.',
      'Correct the name, or set the variable by a mapping, a form or a step.',
    ],
  },
  'input-unknown': {
    severity: 'warning',
    message: ['„{name}“ ist keine Eingabe dieser Entscheidung.', '"{name}" is no input of this decision.'],
    remedy: [
      'Berichtigen Sie den Namen oder verbinden Sie die Eingabedaten oder die Entscheidung, die ihn gibt.',
      'Correct the name, or connect the input data or the decision that gives it.',
    ],
  },
  'decision-language': {
    message: [
      'Entscheidungen werden nur in FEEL ausgeführt, nicht in „{language}“.',
      'Decisions are run in FEEL only, not in "{language}".',
    ],
    remedy: ['Schreiben Sie den Ausdruck in FEEL.', 'Write the expression in FEEL.'],
  },
  'import-unknown': {
    message: ['Keine Datei hat den Namensraum „{namespace}“.', 'No file has the namespace "{namespace}".'],
    remedy: [
      'Legen Sie die importierte Datei hier an oder entfernen Sie den Import.',
      'Create the imported file here, or remove the import.',
    ],
  },
  'import-kind': {
    message: ['Ein Import der Art „{type}“ wird nicht gelesen.', 'An import of type "{type}" is not read.'],
    remedy: ['Importieren Sie nur DMN-Dateien.', 'Import DMN files only.'],
  },
  'rule-width': {
    message: [
      'Die Regel hat nicht {inputs} Eingaben und {outputs} Ausgaben wie die Tabelle.',
      'The rule has not {inputs} inputs and {outputs} outputs as the table has.',
    ],
    remedy: ['Füllen Sie jede Zelle, mit „-“ für alles.', 'Fill every cell, with "-" for anything.'],
  },
  'table-orientation': {
    message: ['Eine Kreuztabelle wird nicht ausgeführt.', 'A crosstab is not run.'],
    remedy: ['Schreiben Sie die Regeln als Zeilen.', 'Write the rules as rows.'],
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
  'call-no-start': {
    message: ['Der Prozess „{process}“ beginnt nur durch Ereignisse.', 'The process "{process}" begins by events only.'],
    remedy: ['Geben Sie ihm ein Startereignis ohne Auslöser.', 'Give it a start event without a trigger.'],
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
