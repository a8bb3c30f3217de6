import type { Scenario } from './scenario.ts';

/** Parcels, freight and orders that must be stopped. */
export const delivery: Scenario[] = [
  {
    kind: 'delivery-status',
    language: 'de',
    subjects: ['Wo ist mein Paket?', 'Bestellung {order} nicht angekommen', 'Sendung hängt fest'],
    asks: [
      'laut Sendungsverfolgung liegt mein Paket seit {days} Tagen im Verteilzentrum und bewegt sich nicht. Es geht um die Bestellung {order}. Ich brauche vor allem {item} dringend. Können Sie bitte nachsehen, was da los ist?',
      'ich warte immer noch auf meine Bestellung {order}. Die Sendungsnummer {tracking} zeigt seit Tagen dasselbe an. Wo bleibt das Paket?',
      'meine Bestellung {order} sollte am {date} ankommen, bisher ist nichts da. Bei {carrier} erreicht man niemanden. Bitte kümmern Sie sich darum.',
    ],
    answers: [
      'das lange Warten tut uns leid. Wir haben bei {carrier} nachgefragt: Das Paket {tracking} war falsch sortiert und ist seit heute früh wieder unterwegs. Es kommt voraussichtlich morgen bei Ihnen an. Sollte das nicht klappen, schicken wir Ihnen die Ware noch einmal.',
      'danke für Ihren Hinweis. Zur Sendung {tracking} läuft seit heute eine Nachforschung bei {carrier}. Damit Sie nicht länger warten müssen, haben wir die Bestellung {order} gleich neu für Sie verschickt. Taucht das erste Paket doch noch auf, lassen Sie es bitte einfach zurückgehen.',
    ],
    again: [
      {
        ask: 'das Paket ist heute gekommen, alles vollständig. Vielen Dank für die schnelle Hilfe!',
        answer: 'wie schön, dass alles da ist. Viel Freude mit der Bestellung!',
      },
    ],
    expert: {
      to: 0,
      who: 'carrier',
      question: 'Sendung {tracking}: seit {days} Tagen kein Scan. Wo befindet sich das Paket, und wann wird es zugestellt?',
      answer: 'Paket im Depot gefunden, Etikett beschädigt. Neu etikettiert, Zustellung morgen zwischen 9 und 13 Uhr.',
    },
  },
  {
    kind: 'delivery-status',
    language: 'de',
    subjects: ['Zugestellt, aber nicht da', 'Paket angeblich abgegeben'],
    asks: [
      'in der Sendungsverfolgung heißt es „zugestellt“, hier ist aber nichts angekommen: zugestellt, aber nicht da. Weder ich noch die Nachbarn haben die Sendung {tracking} angenommen. Wer hat dafür unterschrieben?',
      'meine Bestellung {order} wurde angeblich am {date} zugestellt. Ich war den ganzen Tag zu Hause, geklingelt hat niemand. In der Garage und beim Hausmeister habe ich nachgesehen. Bitte veranlassen Sie eine Nachforschung.',
    ],
    answers: [
      'das ist ärgerlich, und Sie müssen sich nicht selbst mit dem Paketdienst auseinandersetzen. {carrier} hat uns den Ablagebeleg geschickt: Das Paket wurde bei „Laden im Erdgeschoss“ abgegeben. Bitte fragen Sie dort nach. Ist es nicht dort, genügt eine kurze Antwort, und wir liefern kostenlos nach.',
      'wir haben die Zustellung bei {carrier} reklamiert. Bitte bestätigen Sie uns kurz, dass Sie die Sendung {tracking} nicht erhalten haben. Danach schicken wir die Ware sofort noch einmal auf den Weg.',
    ],
    again: [
      {
        ask: 'hiermit bestätige ich, dass ich das Paket nicht bekommen habe. Im Laden wusste auch niemand etwas.',
        answer:
          'vielen Dank für die Bestätigung. Die Ersatzlieferung zur Bestellung {order} verlässt noch heute unser Lager; die neue Sendungsnummer bekommen Sie heute Abend.',
      },
    ],
    note: 'Zweite verlorene Sendung in dieser Straße innerhalb eines Monats, an die Versandleitung gemeldet.',
  },
  {
    kind: 'delivery-status',
    language: 'de',
    channel: 'form',
    subjects: ['Lieferstatus der Bestellung {order}', 'Frage zur Lieferung'],
    asks: [
      'ich habe am {date} bestellt und noch keine Versandbestätigung erhalten. Ist {item} nicht lieferbar?',
      'kommt meine Bestellung {order} noch vor dem Wochenende? Ab Montag bin ich zwei Wochen verreist.',
    ],
    answers: [
      'die Bestellung {order} ist heute gepackt worden und geht am Nachmittag mit {carrier} auf die Reise. Die Sendungsnummer lautet {tracking}. In der Regel dauert es von hier an ein bis zwei Werktage.',
      'Ihr Paket ist bereits unterwegs, nur die Versandbestätigung war bei uns liegen geblieben. Sie finden es bei {carrier} unter {tracking}. Sind Sie nicht zu Hause, können Sie dort auch einen Wunschnachbarn angeben.',
    ],
  },
  {
    kind: 'delivery-appointment',
    language: 'de',
    articles: [['Badregal'], ['Badschrank']],
    subjects: ['Termin verschieben: Bestellung {order}', 'Wann kommt die Spedition?'],
    asks: [
      'für das Badregal wurde mir der {date} als Liefertermin genannt. Da kann ich leider nicht. Ginge es auch in der Woche darauf, am liebsten vormittags? Wir wohnen im dritten Stock ohne Aufzug.',
      'wann kommt die Spedition mit dem Badschrank? Ein Avis habe ich nicht bekommen, und ich muss mir dafür freinehmen.',
    ],
    answers: [
      'wir haben mit der Spedition gesprochen. Sie bietet Ihnen zwei Termine an: nächsten Dienstag zwischen 8 und 12 Uhr oder Donnerstag zwischen 13 und 17 Uhr. Bitte schreiben Sie uns, welcher Ihnen besser passt, und nennen Sie eine Telefonnummer für den Fahrer.',
      'der Termin steht: Die Spedition kommt am kommenden Mittwoch zwischen 8 und 12 Uhr und ruft eine halbe Stunde vorher an. Die Lieferung erfolgt frei Bordsteinkante.',
    ],
    again: [
      {
        to: 0,
        ask: 'der Dienstag passt gut. Meine Nummer haben Sie ja im Kundenkonto. Vielen Dank!',
        answer: 'prima, der Dienstag zwischen 8 und 12 Uhr ist fest gebucht. Am Abend vorher erinnern wir Sie noch einmal per E-Mail.',
      },
    ],
    expert: {
      to: 0,
      who: 'freight',
      question:
        'Bestellung {order}, Lieferung nach {city}: Der Kunde braucht einen anderen Termin, vormittags. Welche zwei Zeitfenster können Sie anbieten?',
      answer: 'Dienstag 8–12 Uhr oder Donnerstag 13–17 Uhr, jeweils mit Anruf 30 Minuten vorher.',
    },
  },
  {
    kind: 'faulty-order',
    language: 'de',
    subjects: ['Falsche Adresse! Bestellung {order}', 'Doppelt bestellt, bitte sofort stornieren', 'Falsche Menge bestellt: {order}'],
    asks: [
      'mir ist gerade aufgefallen, dass bei der Bestellung {order} noch meine alte Adresse hinterlegt ist. Richtig ist {street} in {city}. Bitte ändern Sie das, bevor das Paket rausgeht!',
      'ich habe eben versehentlich bestellt, und zwar gleich zweimal. Die Bestellung {order} bitte sofort stornieren, die andere soll bleiben.',
      'beim Bestellen habe ich mich vertippt: statt 2 habe ich 12 Stück {item} im Paket. Bestellnummer {order}. Können Sie die Bestellung stoppen?',
    ],
    answers: [
      'das hat noch geklappt: Wir haben die Bestellung {order} im Lager angehalten und berichtigt. Die neue Bestellbestätigung ist schon auf dem Weg zu Ihnen.',
      'Ihre Nachricht kam gerade rechtzeitig. Die Bestellung {order} ist storniert, es wird nichts abgebucht. Die andere Bestellung läuft unverändert weiter.',
    ],
    forms: [
      { orderNumber: '{order}', stopResult: 'stopped', error: 'address', newValue: '{street}, {city}' },
      { orderNumber: '{order}', stopResult: 'stopped', error: 'duplicate' },
      { orderNumber: '{order}', stopResult: 'stopped', error: 'quantity', newValue: '2 Stück' },
    ],
  },
  {
    kind: 'faulty-order',
    language: 'de',
    channel: 'phone',
    articles: [['Flüssigseife', 'Duschgel', 'Weichspüler']],
    subjects: ['Anruf: Bestellung {order} stoppen'],
    asks: [
      'Kunde ruft an: {item} falsch bestellt (sollte die Nachfüllpackung sein). Bittet darum, die Bestellung {order} zu stoppen, sonst nimmt er das Paket nicht an.',
    ],
    answers: [
      'leider hatte das Paket unser Lager schon verlassen, als Sie anriefen. Bitte nehmen Sie es einfach nicht an; sobald es zurück ist, erstatten wir den vollen Betrag. Die Nachfüllpackung ist bereits ohne Versandkosten zu Ihnen unterwegs.',
    ],
    forms: [{ orderNumber: '{order}', stopResult: 'shipped', error: 'article', newValue: 'Nachfüllpackung' }],
  },
];
