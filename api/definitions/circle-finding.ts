import type { Finding } from '../../domain/process/types.ts';

/** Processes that call each other in a circle would never begin: their graphs name each other by content. */
export function circleFinding(circle: string[]): Finding {
  const way = [...circle, circle[0] ?? ''].join(' → ');
  return {
    severity: 'error',
    code: 'call-circle',
    definition: circle[0] ?? '',
    element: null,
    elementName: null,
    place: null,
    message: { de: `Prozesse rufen einander im Kreis auf: ${way}.`, en: `Processes call each other in a circle: ${way}.` },
    remedy: { de: 'Entfernen Sie einen der Aufrufe.', en: 'Remove one of the calls.' },
  };
}
