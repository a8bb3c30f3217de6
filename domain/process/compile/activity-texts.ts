import type { Text } from './findings.ts';

/** What the check at publish says about activities: loops, quantities, compensation. Codes are stable. */
export const ACTIVITY_TEXTS = {
  'loop-endless': {
    message: ['Die Schleife hat weder eine Bedingung noch eine Höchstzahl.', 'The loop has neither a condition nor a maximum.'],
    remedy: ['Tragen Sie eines von beiden ein.', 'Enter one of them.'],
  },
  'loop-count': {
    message: [
      'Die Mehrfachausführung braucht entweder eine Liste oder eine Anzahl.',
      'The multi-instance activity needs either an input collection or a cardinality.',
    ],
    remedy: ['Tragen Sie genau eines von beiden ein.', 'Enter exactly one of them.'],
  },
  'loop-cardinality': {
    message: ['„{value}“ ist keine Anzahl.', '"{value}" is no number of instances.'],
    remedy: ['Tragen Sie eine ganze Zahl ein, oder einen Ausdruck mit =.', 'Enter a whole number, or an expression with =.'],
  },
  'loop-collection': {
    message: ['Die Liste ist kein Ausdruck.', 'The input collection is no expression.'],
    remedy: ['Beginnen Sie sie mit =, zum Beispiel =items.', 'Begin it with =, for example =items.'],
  },
  'loop-output': {
    message: ['Zur Ergebnisliste gehören ein Name und ein Element.', 'An output collection needs a name and an element.'],
    remedy: ['Tragen Sie beides ein, oder keines.', 'Enter both, or none.'],
  },
  'loop-data': {
    message: ['Datenobjekte der Mehrfachausführung werden nicht ausgeführt.', 'Data references of a multi-instance activity are not run.'],
    remedy: ['Tragen Sie die Liste als Ausdruck ein.', 'Enter the input collection as an expression.'],
  },
  'loop-event-sub-process': {
    message: ['Ein Ereignis-Teilprozess kann keine Schleife sein.', 'An event sub-process cannot loop.'],
    remedy: ['Legen Sie einen Teilprozess mit der Schleife hinein.', 'Put a sub-process with the loop into it.'],
  },
  'loop-behaviour': {
    message: ['Ereignisse der Mehrfachausführung werden nicht ausgelöst.', 'Events of a multi-instance activity are not thrown.'],
    remedy: [
      'Setzen Sie „behavior“ auf All, und beenden Sie mit einer Abschlussbedingung.',
      'Set the behavior to All, and end it by a completion condition.',
    ],
  },
  'event-sub-process-start': {
    message: [
      'Ein Ereignis-Teilprozess beginnt mit genau einem Startereignis, hier sind es {count}.',
      'An event sub-process begins with exactly one start event, here are {count}.',
    ],
    remedy: ['Zeichnen Sie je Auslöser einen eigenen Ereignis-Teilprozess.', 'Draw an event sub-process of its own for each trigger.'],
  },
  'event-sub-process-flow': {
    message: ['Zu einem Ereignis-Teilprozess führt kein Sequenzfluss.', 'No sequence flow belongs to an event sub-process.'],
    remedy: ['Entfernen Sie den Fluss; er beginnt durch sein Ereignis.', 'Remove the flow; it begins by its event.'],
  },
  'escalation-code': {
    message: ['Die Eskalation hat keinen festen Code.', 'The escalation has no fixed code.'],
    remedy: ['Tragen Sie einen Eskalationscode ohne Ausdruck ein.', 'Enter an escalation code, not an expression.'],
  },
  'escalation-host': {
    message: ['Eine Aufgabe löst keine Eskalation aus.', 'A task throws no escalation.'],
    remedy: [
      'Hängen Sie das Ereignis an einen Teilprozess oder eine Call Activity.',
      'Attach the event to a sub-process or call activity.',
    ],
  },
  'signal-name': {
    message: ['Es ist kein Signal mit Namen gewählt.', 'No signal with a name is chosen.'],
    remedy: ['Wählen Sie ein Signal und geben Sie ihm einen Namen.', 'Choose a signal and name it.'],
  },
  'compensation-start': {
    message: ['Ein ganzer Prozess wird nicht kompensiert.', 'A process as a whole is never compensated.'],
    remedy: [
      'Legen Sie den Ereignis-Teilprozess in den Teilprozess, der rückgängig gemacht werden soll.',
      'Put the event sub-process into the sub-process that is to be undone.',
    ],
  },
  'compensation-handler': {
    message: [
      'Dem Kompensationsereignis fehlt die Aktivität, die rückgängig macht.',
      'The compensation event has no activity that undoes its host.',
    ],
    remedy: [
      'Verbinden Sie es durch eine Assoziation mit genau einer Kompensationsaktivität derselben Ebene.',
      'Connect it by an association with exactly one compensation activity of the same level.',
    ],
  },
  'compensation-double': {
    message: ['Die Aktivität hat mehrere Kompensationsereignisse.', 'The activity has several compensation events.'],
    remedy: ['Lassen Sie eines davon stehen.', 'Keep one of them.'],
  },
  'compensation-flow': {
    message: ['Zur Kompensation führt kein Sequenzfluss.', 'No sequence flow belongs to a compensation.'],
    remedy: ['Entfernen Sie den Fluss; verwenden Sie eine Assoziation.', 'Remove the flow; use an association.'],
  },
  'compensation-target': {
    message: ['„{activity}“ ist von hier nicht zu kompensieren.', '"{activity}" cannot be compensated from here.'],
    remedy: [
      'Wählen Sie eine Aktivität derselben Ebene, oder lassen Sie die Angabe weg.',
      'Choose an activity of the same level, or leave it open.',
    ],
  },
  'compensation-unwaited': {
    message: ['Eine Kompensation, auf die niemand wartet, wird nicht ausgeführt.', 'A compensation that nobody waits for is not run.'],
    remedy: ['Setzen Sie „auf Abschluss warten“.', 'Tick "wait for completion".'],
  },
  quantity: {
    message: ['{property} muss eine ganze Zahl ab 1 sein.', '{property} must be a whole number from 1.'],
    remedy: ['Lassen Sie die Angabe weg, wenn 1 gemeint ist.', 'Leave it out where 1 is meant.'],
  },
  'ad-hoc-empty': {
    message: ['In diesem Ad-hoc-Teilprozess kann nichts beginnen.', 'Nothing can begin in this ad-hoc sub-process.'],
    remedy: ['Zeichnen Sie eine Aufgabe hinein, in die kein Fluss führt.', 'Draw a task in it that no flow leads into.'],
  },
  'ad-hoc-start': {
    message: ['Ein Ad-hoc-Teilprozess hat weder Start- noch Endereignis.', 'An ad-hoc sub-process has neither start nor end event.'],
    remedy: ['Entfernen Sie es; was keinen Eingang hat, beginnt von selbst.', 'Remove it; what has no incoming flow begins by itself.'],
  },
  'output-pair': {
    message: ['Ausgabeliste und Ausgabeelement gehören zusammen.', 'Output collection and output element belong together.'],
    remedy: ['Tragen Sie beides ein oder keines.', 'Enter both or neither.'],
  },
} satisfies Record<string, Text>;
