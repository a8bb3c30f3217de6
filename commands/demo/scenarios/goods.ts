import type { Scenario } from './scenario.ts';

/** What is wrong with goods: damage, warranty, returns, complaints. */
export const goods: Scenario[] = [
  {
    kind: 'damage',
    language: 'de',
    articles: [
      ['Kräuter-Shampoo', 'Duschgel', 'Vollwaschmittel', 'Glasreiniger', 'Badreiniger', 'Flüssigseife'],
      ['Mascara', 'Duftkerze', 'Wärmflasche', 'Nachtcreme'],
      ['Gesichtswasser', 'Mundspülung', 'Massageöl', 'Sonnenmilch'],
    ],
    subjects: ['Flasche ausgelaufen', 'Ware beschädigt angekommen', 'Bestellung {order}: alles voller Seife'],
    asks: [
      'in meinem Paket ist {item} ausgelaufen, der ganze Karton war durchweicht und {item2} ist auch nicht mehr zu gebrauchen. Fotos hänge ich an. Bitte um Ersatz.',
      'heute kam die Bestellung {order}. Leider ist {item} zerbrochen, offenbar war zu wenig Füllmaterial im Paket. Was machen wir da?',
      'der Deckel von {item} ist gesprungen und alles klebt, ein Foto hängt an. So möchte ich das nicht bezahlen. Schicken Sie mir bitte ein neues Stück.',
    ],
    answers: [
      'vielen Dank für die Fotos, das sieht wirklich nicht schön aus. Der Ersatz für {item} ist veranlasst und geht heute noch raus. Zurückschicken brauchen Sie nichts; bitte entsorgen Sie die beschädigte Ware.',
      'es tut uns leid, dass das Paket so bei Ihnen angekommen ist. Wir haben Ihnen den Preis für {item} erstattet und geben den Hinweis an unser Lager weiter, damit dort besser gepolstert wird.',
    ],
    forms: [
      {
        orderNumber: '{order}',
        article: '{item}',
        wish: 'replacement',
        proof: ['photo-item'],
        remedy: 'replacement',
        amount: 8.95,
        proposal: 'Ersatz ohne Rücksendung',
      },
    ],
  },
  {
    kind: 'damage',
    language: 'de',
    articles: [['Duftkerze', 'Massageöl', 'Nachtcreme'], ['Duftkerze']],
    subjects: ['Scherben im Paket', 'Duftkerzen zersprungen'],
    asks: [
      'beim Auspacken habe ich mich an den Scherben von {item} geschnitten. Nichts Schlimmes, aber so etwas darf nicht passieren. Bestellung {order}.',
      'die Duftkerzen sind alle drei gesprungen, im Karton lag nur ein Stück Papier als Polster. Das war ein Geschenk.',
    ],
    answers: [
      'das ist uns sehr unangenehm, und wir hoffen, dass der Schnitt gut verheilt. Ersatz ist unterwegs, außerdem haben wir den Fall an unsere Qualitätssicherung gegeben, damit die Verpackung geändert wird.',
      'so darf ein Geschenk nicht ankommen. Wir liefern sofort neu und erstatten Ihnen als Entschuldigung die Versandkosten.',
    ],
    expert: {
      to: 0,
      who: 'laboratory',
      question:
        'Ein Kunde hat sich an gesprungenem Glas verletzt ({item}). Gibt es weitere Meldungen zu dieser Charge, und was sollen wir ihm sagen?',
      answer:
        'Keine weiteren Meldungen zur Charge. Ursache ist die Verpackung, nicht das Glas. Bitte Ersatz mit Formeinlage schicken und das Foto des Kartons aufheben.',
    },
    forms: [
      {
        orderNumber: '{order}',
        article: '{item}',
        wish: 'replacement',
        proof: ['photo-item', 'photo-parcel'],
        remedy: 'replacement',
        amount: 14.9,
        proposal: 'Ersatz und Versandkosten',
      },
    ],
  },
  {
    kind: 'complaint',
    language: 'de',
    subjects: ['Beschwerde über Ihren Service', 'So geht es nicht weiter', 'Reklamation, dritter Versuch'],
    asks: [
      'ich möchte mich beschweren. Zum dritten Mal schreibe ich Ihnen wegen der Bestellung {order}, und jedes Mal heißt es, man kümmere sich. Passiert ist nichts. Ich erwarte eine Antwort und eine angemessene Entschädigung.',
      'seit {days} Tagen warte ich auf die Erstattung von {amount}. Telefonisch wurde ich zweimal aus der Leitung geworfen. Das ist unzumutbar. Ich setze Ihnen eine Frist bis zum Monatsende, danach geht die Sache an die Verbraucherzentrale.',
      'als langjährige Kundin bin ich sehr enttäuscht. Erst kam {item} in der falschen Größe, dann wurde die Rücksendung nicht gefunden, und nun bekomme ich eine Mahnung. Diese Reklamation ist mein letzter Versuch.',
    ],
    answers: [
      'Sie haben recht, und wir bitten um Entschuldigung: Ihre ersten Nachrichten lagen in der falschen Warteschlange. Wir haben den Betrag heute überwiesen und legen einen Gutschein über 10 Euro dazu. Für alles Weitere erreichen Sie mich persönlich unter dieser Vorgangsnummer.',
      'es tut uns leid, dass Sie so lange auf Ihr Geld warten mussten und am Telefon niemand für Sie da war. Die Erstattung über {amount} ist heute angewiesen, Sie haben sie vor dem Ablauf Ihrer Frist auf dem Konto.',
      'danke, dass Sie trotz allem noch einmal schreiben. Ich habe Ihren Fall von Anfang bis Ende nachgelesen: Die Rücksendung war bei uns, sie wurde nur nicht gebucht. Die Mahnung ist aufgehoben, die Erstattung über {amount} angewiesen. Das hätte so nicht laufen dürfen.',
    ],
    again: [
      {
        ask: 'gut, dass sich jetzt jemand kümmert. Das Geld ist eingegangen, damit ist die Sache für mich erledigt.',
        answer:
          'vielen Dank für Ihre Rückmeldung und Ihre Geduld. Wir haben intern geregelt, dass solche Nachrichten künftig sofort bei der richtigen Stelle landen.',
      },
      {
        to: 0,
        ask: 'den Gutschein können Sie behalten. Ich möchte die Versandkosten erstattet bekommen, dann bin ich einverstanden.',
        answer: 'einverstanden: Die Versandkosten sind erstattet, in drei bis fünf Werktagen haben Sie das Geld auf dem Konto.',
      },
    ],
    note: 'Mit der Teamleitung abgestimmt: Erstattung plus 10 Euro Gutschein, keine weitere Zusage.',
    forms: [
      {
        orderNumber: '{order}',
        article: '{item}',
        wish: 'refund',
        proof: ['receipt'],
        remedy: 'refund',
        amount: 12.5,
        proposal: 'Erstattung und Gutschein über 10 Euro',
      },
    ],
  },
  {
    kind: 'warranty',
    language: 'de',
    subjects: ['Zahnbürste nach 8 Monaten kaputt', 'Haartrockner geht nicht mehr an'],
    asks: [
      'die elektrische Zahnbürste Klarlächeln lädt nicht mehr. Gekauft habe ich sie vor etwa acht Monaten bei Ihnen. Ist das ein Garantiefall? Die Rechnung habe ich noch.',
      'mein Haartrockner geht nicht mehr an, er war gerade ein gutes Jahr in Gebrauch. Wohin soll ich ihn schicken, zu Ihnen oder zum Hersteller?',
    ],
    answers: [
      'Sie können sich an uns halten, der Hersteller bleibt außen vor: Wir übernehmen den Fall als Gewährleistung. Das Rücksendeetikett liegt in Ihrem Kundenkonto. Nach dem Eingang prüfen wir das Gerät innerhalb von fünf Werktagen.',
      'ein Gerät sollte länger halten. Bitte schicken Sie es mit dem Etikett aus Ihrem Kundenkonto kostenlos ein. Lässt es sich nicht reparieren, bekommen Sie ein neues.',
    ],
    expert: {
      to: 0,
      who: 'supplier',
      question:
        'Elektrische Zahnbürste, 8 Monate alt, lädt nicht mehr. Gibt es einen bekannten Fehler dieser Serie, und tauschen Sie direkt aus?',
      answer: 'Bekannter Fehler der Ladestation in dieser Serie. Bitte nur die Ladestation tauschen, wir schicken Ihnen zwanzig Stück.',
    },
  },
  {
    kind: 'withdrawal',
    language: 'de',
    subjects: ['Widerruf Bestellung {order}', 'Retourenlabel fehlt', 'Wo bleibt die Erstattung?'],
    asks: [
      'hiermit widerrufe ich die Bestellung {order} vom {date}. Bitte schicken Sie mir ein Rücksendeetikett und bestätigen Sie den Eingang.',
      'ich möchte {item} zurückschicken, ungeöffnet. Leider war kein Retourenlabel im Paket. Wie gehe ich vor?',
      'vor {days} Tagen habe ich die Ware zurückgeschickt, der Einlieferungsbeleg liegt bei mir. Wann kommt die Erstattung über {amount}?',
    ],
    answers: [
      'wir bestätigen Ihren Widerruf zur Bestellung {order}. Das Etikett finden Sie in Ihrem Kundenkonto unter „Bestellungen“. Sobald die Ware oder Ihr Einlieferungsbeleg bei uns ist, zahlen wir den Betrag auf demselben Weg zurück.',
      'das Etikett liegt jetzt in Ihrem Kundenkonto unter „Bestellungen“; ausdrucken können Sie es auch an jedem Paketschalter. Nach dem Eingang der Ware bekommen Sie den Kaufpreis zurück.',
      'Ihre Rücksendung ist heute bei uns eingetroffen, die Erstattung ist angewiesen. Je nach Bank dauert es drei bis fünf Werktage, bis der Betrag auf Ihrem Konto ist.',
    ],
  },
  {
    kind: 'withdrawal',
    language: 'de',
    channel: 'form',
    articles: [['Haarfarbe'], ['Babywindeln']],
    subjects: ['Falsche Haarfarbe erhalten', 'Umtausch Windeln'],
    asks: [
      'statt der bestellten Haarfarbe „Haselnuss“ kam „Kastanie“. Kann ich das umtauschen, oder muss ich die Bestellung widerrufen?',
      'die Größe der Windeln passt nicht mehr. Die Packung ist noch zu. Ist ein Umtausch gegen die nächste Größe möglich?',
    ],
    answers: [
      'da haben wir uns vergriffen. Die richtige Farbe ist schon auf dem Weg zu Ihnen, das andere Päckchen dürfen Sie behalten oder verschenken.',
      'das geht gern. Schicken Sie die ungeöffnete Packung mit dem Etikett aus Ihrem Kundenkonto zurück; die nächste Größe senden wir Ihnen gleich heute zu.',
    ],
  },
];
