import type { Text } from './findings.ts';

/** What bpmnlint's rules say, by the name of the rule: good drawing, none of it stops a publish. */
export const LINT_TEXTS = {
  'end-event-required': {
    severity: 'warning',
    message: ['Hier fehlt ein Endereignis.', 'An end event is missing here.'],
    remedy: ['Schließen Sie jeden Weg mit einem Endereignis ab.', 'Close every way with an end event.'],
  },
  'fake-join': {
    severity: 'hint',
    message: [
      'Mehrere Flüsse führen hierher, ohne dass sie vereint werden: jeder beginnt das Element von neuem.',
      'Several flows lead here without being joined: each begins the element anew.',
    ],
    remedy: ['Führen Sie sie mit einem Gateway zusammen.', 'Join them by a gateway.'],
  },
  'label-required': {
    severity: 'warning',
    message: ['Das Element hat keinen Namen.', 'The element has no name.'],
    remedy: ['Benennen Sie es: Meldungen und Auswertungen zeigen seinen Namen.', 'Name it: messages and reports show its name.'],
  },
  'no-duplicate-sequence-flows': {
    severity: 'warning',
    message: ['Zwei gleiche Flüsse verbinden dieselben Elemente.', 'Two equal flows connect the same elements.'],
    remedy: ['Entfernen Sie einen: zwei bringen zwei Tokens.', 'Remove one: two bring two tokens.'],
  },
  'no-gateway-join-fork': {
    severity: 'warning',
    message: ['Das Gateway vereint und verzweigt zugleich.', 'The gateway joins and forks at once.'],
    remedy: ['Zeichnen Sie zwei Gateways hintereinander.', 'Draw two gateways, one after the other.'],
  },
  'no-implicit-end': {
    severity: 'warning',
    message: ['Der Weg endet hier ohne Endereignis.', 'The way ends here without an end event.'],
    remedy: ['Zeichnen Sie ein Endereignis oder verbinden Sie das Element weiter.', 'Draw an end event or connect the element further.'],
  },
  'no-implicit-split': {
    severity: 'warning',
    message: [
      'Mehrere Flüsse führen ohne Gateway hinaus: alle werden zugleich genommen.',
      'Several flows lead out without a gateway: all are taken at once.',
    ],
    remedy: ['Zeichnen Sie das Gateway, das Sie meinen.', 'Draw the gateway that you mean.'],
  },
  'no-overlapping-elements': {
    severity: 'hint',
    message: ['Das Element überdeckt ein anderes oder ragt aus seinem Rahmen.', 'The element covers another or leaves its frame.'],
    remedy: ['Rücken Sie es zur Seite.', 'Move it aside.'],
  },
  'superfluous-gateway': {
    severity: 'hint',
    message: ['Das Gateway hat nur einen Eingang und einen Ausgang.', 'The gateway has only one way in and one way out.'],
    remedy: ['Entfernen Sie es.', 'Remove it.'],
  },
  'superfluous-termination': {
    severity: 'hint',
    message: ['Hier gibt es nichts, was das Abbruchende beenden könnte.', 'There is nothing here that the terminate event could end.'],
    remedy: ['Verwenden Sie ein einfaches Endereignis.', 'Use a plain end event.'],
  },
  'superfluous-label': {
    severity: 'hint',
    message: ['Der Name des Flusses sagt nichts: es gibt keinen anderen.', 'The name of the flow says nothing: there is no other.'],
    remedy: ['Entfernen Sie ihn, oder nennen Sie die Bedingung.', 'Remove it, or name the condition.'],
  },
  global: {
    severity: 'hint',
    message: [
      'Die Nachricht, das Signal, der Fehler oder die Eskalation ist unbenannt, doppelt oder unbenutzt.',
      'The message, signal, error or escalation is unnamed, double or unused.',
    ],
    remedy: ['Benennen Sie sie eindeutig, oder entfernen Sie sie.', 'Give it a name of its own, or remove it.'],
  },
} satisfies Record<string, Text>;
