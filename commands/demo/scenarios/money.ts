import type { Scenario } from './scenario.ts';

/** Invoices, reminders, payments, balances. */
export const money: Scenario[] = [
  {
    kind: 'dunning',
    language: 'de',
    subjects: ['Mahnung trotz Zahlung, Rechnung {invoice}', 'Bitte um Ratenzahlung', 'Zahlungserinnerung trotz Rücksendung'],
    asks: [
      'ich bekomme eine Mahnung zur Rechnung {invoice}, die ich am {date} schon bezahlt habe. Bitte prüfen Sie das und nehmen Sie die Mahngebühr zurück.',
      'die Rechnung {invoice} über {amount} kann ich im Moment nicht auf einmal bezahlen. Wäre eine Ratenzahlung in drei Raten möglich?',
      'warum erhalte ich eine Zahlungserinnerung? Die Ware ist doch längst zurückgeschickt.',
    ],
    answers: [
      'vielen Dank für den Hinweis. Die Zahlung ist da, es fehlte nur der Verwendungszweck. Die Mahnung zur Rechnung {invoice} ist aufgehoben, die Gebühr fällt weg.',
      'gern kommen wir Ihnen entgegen: Bitte zahlen Sie die Rechnung {invoice} in drei gleichen Raten, jeweils zum Monatsersten. Solange die Raten eingehen, bekommen Sie keine Mahnung.',
      'Ihre Rücksendung ist angekommen, sie war nur noch nicht gebucht. Die Zahlungserinnerung ist damit gegenstandslos; Sie müssen nichts bezahlen.',
    ],
    note: 'Mahnsperre 14 Tage gesetzt, Zahlung von der Buchhaltung zugeordnet.',
  },
  {
    kind: 'failed-payment',
    language: 'de',
    subjects: ['Karte abgelehnt', 'Doppelt abgebucht', 'Gebühr für eine Rücklastschrift'],
    asks: [
      'beim Bezahlen wurde meine Karte abgelehnt, obwohl genug Deckung da ist. Ist die Bestellung {order} jetzt angekommen oder nicht?',
      'Sie haben {amount} doppelt abgebucht, einmal am {date} und heute noch einmal. Bitte eine Abbuchung zurückgeben.',
      'wegen einer Rücklastschrift verlangen Sie 4 Euro Gebühr. Ich hatte nur die Bank gewechselt und wusste nicht, dass die alte Verbindung noch hinterlegt ist.',
    ],
    answers: [
      'die Bestellung {order} ist bei uns angekommen und für Sie zurückgelegt. Bitte wählen Sie im Kundenkonto eine andere Zahlungsart oder überweisen Sie den Betrag; danach geht das Paket sofort raus.',
      'Sie haben recht, die zweite Abbuchung war unser Versehen. {amount} sind bereits auf dem Rückweg zu Ihnen. Entstandene Bankgebühren übernehmen wir.',
      'die Gebühr haben wir einmalig ausgebucht. Ihre neue Bankverbindung können Sie im Kundenkonto hinterlegen, dann läuft die nächste Abbuchung glatt.',
    ],
  },
  {
    kind: 'account-balance',
    language: 'de',
    subjects: ['Offener Betrag?', 'Guthaben auf dem Kundenkonto'],
    asks: [
      'in meinem Kundenkonto steht ein offener Betrag von {amount}, den ich mir nicht erklären kann. Die letzte Rechnung habe ich doch bezahlt.',
      'wo ist mein Guthaben aus der Rücksendung geblieben? Es sollte {amount} sein, angezeigt wird nichts.',
    ],
    answers: [
      'der offene Betrag stammt aus der Rechnung {invoice}: Dort fehlten bei Ihrer Überweisung noch ein paar Euro. Überweisen Sie den Rest bitte einfach nach, Kosten entstehen Ihnen keine.',
      'das Guthaben war gebucht, aber noch nicht freigegeben. Das haben wir eben nachgeholt: Bei Ihrer nächsten Bestellung wird es automatisch verrechnet. Auf Wunsch zahlen wir es auch aus.',
    ],
    again: [
      {
        to: 1,
        ask: 'dann bitte auszahlen, auf das Konto, von dem ich immer bezahle.',
        answer: 'die Auszahlung ist veranlasst und sollte in drei Werktagen auf Ihrem Konto sein.',
      },
    ],
  },
];
