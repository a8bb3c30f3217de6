import type { Scenario } from './scenario.ts';

/** Questions, feedback, data protection, mail from others than customers. */
export const questions: Scenario[] = [
  {
    kind: 'product-information',
    language: 'de',
    articles: [
      ['Handcreme', 'Nachtcreme', 'Kräuter-Shampoo', 'Lippenpflege'],
      ['Sonnenmilch', 'Duschgel', 'Feuchttücher', 'Weichspüler'],
      ['Gesichtswasser', 'Nachtcreme', 'Sonnenmilch'],
    ],
    subjects: ['Ist das vegan?', 'Verträglichkeit bei Allergie', 'Frage zur Anwendung'],
    asks: [
      'ist {item} vegan? Auf der Packung finde ich kein Siegel, und die Inhaltsstoffe kann ich nicht alle deuten.',
      'meine Tochter hat eine Allergie gegen Duftstoffe. Ist {item} für sie geeignet, oder haben Sie eine Alternative ohne Parfüm?',
      'wie lange ist {item} nach dem Öffnen haltbar, und wie ist die richtige Anwendung bei empfindlicher Haut?',
    ],
    answers: [
      'nach den freigegebenen Angaben des Herstellers enthält {item} keine Bestandteile tierischen Ursprungs. Die vollständige Liste steht auf der Produktseite; ändert sich die Rezeptur, wird sie dort zuerst angepasst.',
      'bei einer bekannten Allergie raten wir zu unserer Reihe ohne Parfüm; {item} enthält einen Duftstoff. Bitte sprechen Sie im Zweifel zusätzlich mit der Kinderärztin.',
      'nach dem Öffnen sind es zwölf Monate, das Zeichen dafür ist der geöffnete Tiegel auf der Rückseite. Bei empfindlicher Haut tragen Sie anfangs nur wenig auf und warten einen Tag ab.',
    ],
    expert: {
      to: 1,
      who: 'laboratory',
      question: 'Enthält {item} deklarationspflichtige Duftstoffe, und ist das Produkt für Kinder ab drei Jahren freigegeben?',
      answer:
        'Ja, ein deklarationspflichtiger Duftstoff (Limonene). Freigabe ab drei Jahren liegt vor, bei Duftstoffallergie bitte nicht empfehlen.',
    },
  },
  {
    kind: 'source-of-supply',
    language: 'de',
    subjects: ['Wo bekomme ich {item}?', 'Nicht mehr im Sortiment?'],
    asks: [
      'wo bekomme ich {item}? In der Filiale in {city} steht es seit Wochen nicht mehr im Regal, und online ist es ausverkauft.',
      'ist {item} nicht mehr im Sortiment, oder gibt es einen Nachfolger? Ich benutze es seit Jahren.',
    ],
    answers: [
      '{item} ist gerade knapp, die nächste Lieferung erwarten wir in etwa zwei Wochen. Auf der Produktseite können Sie sich benachrichtigen lassen. Fest zusagen dürfen wir den Bestand leider nicht.',
      'das Produkt wird nicht mehr hergestellt. Der Nachfolger hat dieselbe Rezeptur und nur eine neue Flasche; eine Probe liegt Ihrer nächsten Bestellung bei.',
    ],
  },
  {
    kind: 'website-feedback',
    language: 'de',
    subjects: ['Gutscheincode geht nicht', 'Fehlermeldung im Warenkorb', 'Passwort zurücksetzen klappt nicht'],
    asks: [
      'der Gutscheincode FRISCH10 aus dem Newsletter wird im Warenkorb nicht angenommen, obwohl er bis Ende der Woche gelten soll. Browser: Firefox auf dem Handy.',
      'seit heute Morgen kommt eine Fehlermeldung, wenn ich auf „Zur Kasse“ klicke. Die Seite lädt nicht weiter.',
      'die E-Mail zum Passwort zurücksetzen kommt nicht an, auch nicht im Spam. So komme ich nicht in mein Konto.',
    ],
    answers: [
      'danke für den Hinweis: Das Ende der Aktion war falsch hinterlegt. Der Code FRISCH10 funktioniert wieder. Bitte laden Sie den Warenkorb neu.',
      'unsere Technik hat die Ursache gefunden und behoben, die Kasse läuft wieder. Ihr Warenkorb ist noch da.',
      'die E-Mail war in unserem Versand hängen geblieben. Wir haben sie eben neu verschickt; der Link darin gilt eine Stunde.',
    ],
  },
  {
    kind: 'prize-draw',
    language: 'de',
    subjects: ['Gewinnspiel: Preis fehlt', 'Habe ich gewonnen?'],
    asks: [
      'vor vier Wochen habe ich die Nachricht bekommen, dass ich beim Gewinnspiel einen Pflegekorb gewonnen habe. Der Preis fehlt bis heute.',
      'ich habe beim Sommer-Gewinnspiel mitgemacht. Habe ich gewonnen, und wie erfahre ich das?',
    ],
    answers: [
      'herzlichen Glückwunsch noch einmal! Ihr Pflegekorb war wegen einer fehlenden Hausnummer zurückgekommen. Er ist heute neu verschickt worden.',
      'die Gewinnerinnen und Gewinner sind gezogen und persönlich benachrichtigt worden. Haben Sie keine Nachricht erhalten, hat es diesmal leider nicht geklappt. Die nächste Verlosung beginnt im kommenden Monat.',
    ],
  },
  {
    kind: 'privacy',
    language: 'de',
    subjects: ['Vom Newsletter abmelden', 'Auskunft nach DSGVO', 'Bitte meine Daten löschen'],
    asks: [
      'ich möchte mich vom Newsletter abmelden. Der Link in der Mail führt ins Leere. Bitte streichen Sie mich aus allen Verteilern.',
      'nach Artikel 15 DSGVO bitte ich um Auskunft, welche Daten Sie über mich gespeichert haben und an wen sie weitergegeben wurden.',
      'bitte mein Konto löschen und alle Daten, die Sie nicht mehr brauchen. Ich bestelle nicht mehr online.',
    ],
    answers: [
      'Ihre Adresse ist aus allen Verteilern entfernt und gesperrt. Sollte in den nächsten 24 Stunden noch eine bereits vorbereitete Ausgabe ankommen, bitten wir um Nachsicht.',
      'Ihre Anfrage liegt bei unserer Datenschutzbeauftragten. Die Auskunft erhalten Sie spätestens einen Monat nach Eingang über einen geschützten Abruf, nicht als offene E-Mail.',
      'Ihr Konto ist gelöscht. Rechnungen müssen wir nach dem Gesetz noch aufbewahren; sie sind für alles andere gesperrt.',
    ],
  },
  {
    kind: 'external',
    language: 'de',
    subjects: ['Bewerbung als Kommissionierer', 'Presseanfrage zum Thema Verpackung', 'Lieferantenrechnung'],
    asks: [
      'hiermit sende ich Ihnen meine Bewerbung für das Lager, der Lebenslauf hängt an. Ist die Stelle noch frei?',
      'unsere Redaktion plant einen Beitrag über Mehrweg in Drogerien. Wer beantwortet bei Ihnen eine Presseanfrage? Drehschluss ist in zwei Wochen.',
      'anbei unsere Lieferantenrechnung für den Monat mit der Bitte um Begleichung. Es gibt eine neue Bankverbindung, siehe Anhang.',
    ],
    answers: [
      'vielen Dank für Ihre Nachricht. Wir haben sie an die zuständige Abteilung weitergegeben, von dort bekommen Sie in den nächsten Tagen eine Antwort.',
      'Ihre Anfrage ist bei unserer Pressestelle. Sie meldet sich noch heute bei Ihnen.',
    ],
    note: 'Weitergeleitet, hier keine Unterlagen behalten.',
  },
  {
    kind: 'general',
    language: 'de',
    subjects: ['Frage zur Kundenkarte', 'Lob für Ihr Team', 'Öffnungszeiten in {city}'],
    asks: [
      'meine Kundenkarte ist weg. Wie bekomme ich eine neue, und bleiben die Punkte erhalten?',
      'ich wollte einfach einmal Danke sagen: Die Kollegin am Telefon hat mir letzte Woche mit viel Geduld geholfen.',
      'hat Ihre Filiale in {city} am Brückentag geöffnet?',
    ],
    answers: [
      'die neue Karte ist bestellt und in etwa einer Woche bei Ihnen. Alle Punkte bleiben erhalten; bis dahin genügt an der Kasse Ihre E-Mail-Adresse.',
      'über Ihre Zeilen haben wir uns sehr gefreut, wir haben sie im Team herumgereicht. Vielen Dank, dass Sie sich die Zeit genommen haben!',
      'am Brückentag hat die Filiale wie gewohnt von 8 bis 20 Uhr geöffnet.',
    ],
  },
];
