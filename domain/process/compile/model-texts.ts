import type { Text } from './findings.ts';

/** What the check at publish says about the file, its elements and its flows. Codes are stable. */
export const MODEL_TEXTS = {
  'xml-too-large': {
    message: ['Die Datei ist größer als {limit} MB.', 'The file is larger than {limit} MB.'],
    remedy: ['Teilen Sie das Modell auf, etwa mit Call Activities.', 'Split the model, for example by call activities.'],
  },
  'xml-too-deep': {
    message: ['Die Elemente sind tiefer als {limit} Ebenen verschachtelt.', 'Elements are nested deeper than {limit} levels.'],
    remedy: ['Verwenden Sie weniger ineinander liegende Teilprozesse.', 'Use fewer sub-processes inside each other.'],
  },
  'xml-too-many': {
    message: ['Die Datei hat mehr als {limit} XML-Elemente.', 'The file has more than {limit} XML elements.'],
    remedy: ['Teilen Sie das Modell auf, etwa mit Call Activities.', 'Split the model, for example by call activities.'],
  },
  'too-many-findings': {
    message: [
      'Es gibt mehr als {limit} Befunde; die weiteren fehlen hier.',
      'There are more than {limit} findings; the others are left out.',
    ],
    remedy: ['Beheben Sie die gemeldeten und prüfen Sie erneut.', 'Mend those reported and check again.'],
  },
  'xml-doctype': {
    message: ['Die Datei enthält eine DOCTYPE- oder ENTITY-Angabe.', 'The file has a DOCTYPE or ENTITY declaration.'],
    remedy: ['Entfernen Sie die Angabe; BPMN und DMN brauchen keine.', 'Remove it; BPMN and DMN need none.'],
  },
  'xml-entity': {
    message: ['Die Datei verwendet „{entity}“, was XML nicht kennt.', 'The file uses "{entity}", which XML does not know.'],
    remedy: ['Schreiben Sie das Zeichen selbst.', 'Write the character itself.'],
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
      'Hier kann nur ein Startereignis ohne Auslöser stehen, und eines braucht es; es sind {count}.',
      'One none start event can stand here, and a start event is needed; there are {count}.',
    ],
    remedy: ['Zeichnen Sie ein einfaches Startereignis.', 'Draw one plain start event.'],
  },
  'event-start': {
    message: [
      'Ein Startereignis mit diesem Auslöser beginnt hier nichts.',
      'A start event with this trigger does not begin anything here.',
    ],
    remedy: [
      'Eine Anfrage beginnt mit Nachricht, Signal oder Zeit im Prozess selbst; sonst verwenden Sie einen Ereignis-Teilprozess.',
      'A request begins with a message, signal or timer of the process itself; else use an event sub-process.',
    ],
  },
  'timer-start': {
    message: ['Eine Dauer sagt nicht, wann Anfragen beginnen.', 'A duration does not say when requests begin.'],
    remedy: [
      'Verwenden Sie ein Datum oder eine Wiederholung, zum Beispiel 0 0 9 * * MON-FRI.',
      'Use a date or a cycle, for example 0 0 9 * * MON-FRI.',
    ],
  },
  'start-variables': {
    message: [
      'Vor dem Beginn gibt es keine Variablen; verwendet wird: {names}.',
      'Before the beginning there are no variables; this uses: {names}.',
    ],
    remedy: ['Tragen Sie einen festen Wert ein.', 'Enter a fixed value.'],
  },
  'start-value': {
    message: ['Der Auslöser ist nicht zu verstehen: {detail}', 'The trigger cannot be understood: {detail}'],
    remedy: ['Tragen Sie einen festen Namen, ein Datum oder eine Wiederholung ein.', 'Enter a fixed name, a date or a cycle.'],
  },
  'start-double': {
    message: ['Mit „{name}“ beginnen hier mehrere Startereignisse.', 'Several start events here begin with "{name}".'],
    remedy: ['Geben Sie jeder Nachricht einen eigenen Namen.', 'Give each message a name of its own.'],
  },
  'event-start-missing': {
    message: ['Der Ereignis-Teilprozess hat keinen Auslöser.', 'The event sub-process has no trigger.'],
    remedy: [
      'Geben Sie seinem Startereignis Zeit, Nachricht, Bedingung oder Fehler.',
      'Give its start event a timer, message, condition or error.',
    ],
  },
  'event-definition-missing': {
    message: ['Dem Ereignis fehlt, worauf es wartet.', 'The event does not say what it waits for.'],
    remedy: ['Wählen Sie Zeit, Nachricht, Bedingung oder (am Rand) Fehler.', 'Choose timer, message, condition or (on a boundary) error.'],
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
    message: ['„{code}“ wird hier zweimal gefangen.', '"{code}" is caught twice here.'],
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
  'condition-event-missing': {
    message: ['Dem Ereignis fehlt die Bedingung.', 'The event lacks its condition.'],
    remedy: ['Tragen Sie einen Ausdruck ein, zum Beispiel =amount > 100.', 'Enter an expression, for example =amount > 100.'],
  },
  'condition-events': {
    message: ['„{value}“ sind keine Änderungen, auf die ein Ereignis hört.', '"{value}" are no changes that an event listens to.'],
    remedy: ['Möglich sind create und update.', 'Possible are create and update.'],
  },
  'timer-definition': {
    message: ['Die Zeitangabe fehlt oder ist mehrfach vorhanden.', 'The timer needs one date, duration or cycle.'],
    remedy: ['Tragen Sie genau eine Zeitangabe ein.', 'Enter exactly one of them.'],
  },
  'timer-value': {
    message: ['„{value}“ ist als Zeitangabe ({timer}) nicht zu verstehen.', '"{value}" is no {timer}.'],
    remedy: [
      'Beispiele: 2026-12-24T12:00:00Z, PT4H, R3/PT1H, 0 0 9 * * MON-FRI (Sekunde bis Wochentag, UTC), @daily.',
      'Examples: 2026-12-24T12:00:00Z, PT4H, R3/PT1H, 0 0 9 * * MON-FRI (second to weekday, UTC), @daily.',
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
  'message-keyless': {
    severity: 'warning',
    message: [
      'Die Nachricht hat keinen Korrelationsschlüssel: sie erreicht nur diese Anfrage und Prozesse, die mit ihr beginnen.',
      'The message has no correlation key: it reaches this request only, and processes that begin with it.',
    ],
    remedy: [
      'Geben Sie der Nachricht einen Schlüssel, wenn eine andere Anfrage auf sie wartet.',
      'Give it a key if another request waits for it.',
    ],
  },
  'link-name': {
    message: ['Der Link hat keinen Namen.', 'The link has no name.'],
    remedy: ['Geben Sie beiden Enden denselben Namen.', 'Give both ends the same name.'],
  },
  'link-double': {
    message: ['Der Link „{name}“ hat hier mehrere Ziele.', 'The link "{name}" has several targets here.'],
    remedy: ['Lassen Sie ein fangendes Link-Ereignis dieses Namens stehen.', 'Keep one catching link event of that name.'],
  },
  'link-target': {
    message: ['Der Link „{name}“ hat auf dieser Ebene kein Ziel.', 'The link "{name}" has no target on this level.'],
    remedy: [
      'Zeichnen Sie ein fangendes Link-Ereignis dieses Namens in denselben Bereich.',
      'Draw a catching link event of that name in the same scope.',
    ],
  },
  'link-flow': {
    message: [
      'In ein Link-Ziel führt kein Fluss, aus einer Link-Quelle keiner heraus.',
      'No flow leads into a link target nor out of a link source.',
    ],
    remedy: ['Entfernen Sie den Fluss.', 'Remove the flow.'],
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
  'condition-parallel': {
    severity: 'warning',
    message: [
      'Ein paralleles Gateway nimmt jeden Fluss, ohne die Bedingung auszuwerten.',
      'A parallel gateway takes every flow without evaluating its condition.',
    ],
    remedy: [
      'Entfernen Sie die Bedingung, oder verwenden Sie ein inklusives Gateway.',
      'Remove the condition, or use an inclusive gateway.',
    ],
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
  'endless-loop': {
    message: ['Diese Schleife wartet nie und führt nirgends hinaus: {path}.', 'This loop never waits and leads nowhere else: {path}.'],
    remedy: [
      'Geben Sie ihr mit einem exklusiven Gateway einen Ausgang, oder lassen Sie sie auf etwas warten.',
      'Give it a way out by an exclusive gateway, or let it wait for something.',
    ],
  },
  unreachable: {
    severity: 'warning',
    message: ['Hierher führt kein Weg.', 'No way leads here.'],
    remedy: ['Verbinden oder entfernen Sie das Element.', 'Connect the element or remove it.'],
  },
} satisfies Record<string, Text>;
