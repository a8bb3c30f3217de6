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
  quantity: {
    message: ['{property} muss eine ganze Zahl ab 1 sein.', '{property} must be a whole number from 1.'],
    remedy: ['Lassen Sie die Angabe weg, wenn 1 gemeint ist.', 'Leave it out where 1 is meant.'],
  },
} satisfies Record<string, Text>;
