/**
 * Why the inbound chain decided as it did: stable numbers (hundreds are the filter's place in the order), a name, and
 * what the ledger tells people. A number is never given to another meaning.
 */
export const REASONS = {
  'M101 duplicate': { de: 'Dieselbe Nachricht liegt schon vor.', en: 'The same message is here already.' },
  'M201 own-message-id': { de: 'Unsere eigene Nachricht kam zurück.', en: 'Our own message came back.' },
  'M202 own-address': {
    de: 'Als Absender steht eine unserer eigenen Adressen, die Nachricht stammt aber nicht von uns.',
    en: 'The sender is one of our own addresses, but the message is not ours.',
  },
  'M203 borrowed-message-id': {
    de: 'Ein fremder Absender benutzt die Nachrichten-Kennung einer unserer Nachrichten.',
    en: 'Another sender uses the Message-ID of one of our messages.',
  },
  'M204 too-many-hops': {
    de: 'Die Nachricht ist über zu viele Server gelaufen, vermutlich im Kreis.',
    en: 'The message passed too many servers, presumably in a circle.',
  },
  'M301 not-delivered': { de: 'Eine Nachricht von uns war nicht zustellbar.', en: 'A message of ours could not be delivered.' },
  'M302 delayed': { de: 'Eine Nachricht von uns ist noch nicht zugestellt.', en: 'A message of ours is not delivered yet.' },
  'M303 feedback-report': {
    de: 'Beschwerde eines Postanbieters: eine Nachricht von uns wurde als Spam gemeldet.',
    en: 'Complaint of a mail provider: a message of ours was reported as spam.',
  },
  'M304 mail-system': { de: 'Meldung eines Mailservers.', en: 'Notice of a mail server.' },
  'M305 delivered': { de: 'Zustellbestätigung eines Mailservers.', en: 'Delivery receipt of a mail server.' },
  'M401 auto-submitted': { de: 'Von einem Programm verschickt (Auto-Submitted).', en: 'Sent by a program (Auto-Submitted).' },
  'M402 autoreply-header': { de: 'Automatische Antwort (Kennzeichen im Kopf).', en: 'Automatic reply (marked in its headers).' },
  'M403 automatic-subject': { de: 'Automatische Antwort (am Betreff erkannt).', en: 'Automatic reply (by its subject).' },
  'M404 automatic-wording': { de: 'Automatische Antwort (am Wortlaut erkannt).', en: 'Automatic reply (by its wording).' },
  'M405 read-receipt': { de: 'Lesebestätigung.', en: 'Read receipt.' },
  'M406 calendar-answer': { de: 'Antwort eines Kalenders.', en: 'Answer of a calendar.' },
  'M407 bulk-mail': { de: 'Rundschreiben oder Verteiler.', en: 'Newsletter or mailing list.' },
  'M408 recall': { de: 'Rückrufversuch eines Mailprogramms.', en: 'Recall attempt of a mail program.' },
  'M409 several-marks': {
    de: 'Automatische Antwort (mehrere schwache Kennzeichen).',
    en: 'Automatic reply (several weak marks).',
  },
  'M501 signed-anchor': { de: 'Antwort, am signierten Bezug erkannt.', en: 'Reply, by its signed reference.' },
  'M502 own-reference': { de: 'Antwort auf eine unserer Nachrichten.', en: 'Reply to one of our messages.' },
  'M503 subject-tag': { de: 'Antwort, an Anfragenummer und Absender erkannt.', en: 'Reply, by request number and sender.' },
  'M504 expert-answer': { de: 'Antwort auf eine Rückfrage nach außen.', en: 'Answer to a question we asked outside.' },
  'M505 late-reply': {
    de: 'Antwort auf eine Anfrage, die schon lange zu Ende ist: neue Anfrage, die sie nennt.',
    en: 'Reply to a request that ended long ago: a new request that names it.',
  },
  'M511 unknown-sender': {
    de: 'Bezieht sich auf eine Anfrage, aber der Absender gehört nicht dazu.',
    en: 'Refers to a request, but the sender does not belong to it.',
  },
  'M512 unproven-sender': {
    de: 'Bezieht sich auf eine Anfrage, aber die Absenderprüfung (DMARC) ist fehlgeschlagen.',
    en: 'Refers to a request, but the check of the sender (DMARC) failed.',
  },
  'M513 unclear-sender': {
    de: 'Bezieht sich auf eine Anfrage, nennt aber keinen eindeutigen Absender.',
    en: 'Refers to a request, but names no clear sender.',
  },
  'M601 own-notification': {
    de: 'Antwort auf eine interne Benachrichtigung; bitte in der Anfrage antworten.',
    en: 'Answer to an internal notification; please answer in the request.',
  },
  'M701 spam': { de: 'Vom eigenen Spamfilter aussortiert.', en: 'Sorted out by our own spam filter.' },
  'M711 blocked-sender': { de: 'Der Absender ist gesperrt.', en: 'The sender is blocked.' },
  'M721 known-sender': {
    de: 'Neue Anfrage; der Absender steht in der Liste der bekannten Absender.',
    en: 'New request; the sender is on the list of known senders.',
  },
  'M801 new-request': { de: 'Neue Anfrage.', en: 'New request.' },
  'M802 foreign-tag': {
    de: 'Neue Anfrage; die genannte Anfragenummer gehört einem anderen Kunden.',
    en: 'New request; the number it names belongs to another customer.',
  },
  'M803 no-sender': {
    de: 'Kein lesbarer Absender: niemand könnte eine Antwort bekommen.',
    en: 'No readable sender: nobody could get an answer.',
  },
  'M811 history': { de: 'Aus der Zeit vor Vorgang übernommen.', en: 'Imported from before the time of Vorgang.' },
  'M812 own-history': {
    de: 'Unsere eigene Nachricht, aus der Zeit vor Vorgang übernommen.',
    en: 'Our own message, imported from before the time of Vorgang.',
  },
  'M813 draft-or-deleted': { de: 'Entwurf oder gelöscht: nicht übernommen.', en: 'Draft or deleted: not imported.' },
  'M902 too-large': {
    de: 'Zu groß: nur der Anfang wurde geholt; die ganze Nachricht liegt noch, woher sie kam.',
    en: 'Too large: only its beginning was fetched; the whole message is still where it came from.',
  },
  'M903 not-fetched': { de: 'Der Server gibt die Nachricht nicht heraus.', en: 'The server does not hand the message out.' },
  'M951 made-request': { de: 'Von Hand: zu einer neuen Anfrage gemacht.', en: 'By hand: made a new request.' },
  'M952 joined': { de: 'Von Hand: dieser Anfrage zugeordnet.', en: 'By hand: joined to this request.' },
  'M953 called-automatic': { de: 'Von Hand: als automatische Mail eingestuft.', en: 'By hand: called automatic mail.' },
  'M954 called-spam': { de: 'Von Hand: als Spam aussortiert.', en: 'By hand: sorted out as spam.' },
  'M955 sender-blocked': { de: 'Von Hand: Absender gesperrt.', en: 'By hand: sender blocked.' },
  'M956 discarded': { de: 'Von Hand: verworfen.', en: 'By hand: discarded.' },
  'M957 released': { de: 'Von Hand: aus der Quarantäne freigegeben.', en: 'By hand: released from quarantine.' },
  'M901 unreadable': { de: 'Konnte nicht verarbeitet werden.', en: 'Could not be processed.' },
} as const satisfies Record<string, { de: string; en: string }>;

export type Reason = keyof typeof REASONS;

/** A ledger row's reason in words; what an older release wrote and this one does not know stays as it is. */
export function reasonText(reason: string, language: 'de' | 'en'): string {
  return (REASONS as Record<string, { de: string; en: string }>)[reason]?.[language] ?? reason;
}
