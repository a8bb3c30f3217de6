import type { Language, Text } from '../language.ts';

/** A mail to try the product with; `{order}` and `{name}` are filled in. */
export interface Suggestion {
  key: string;
  title: Text;
  /** What it shows. */
  shows: Text;
  subject: Text;
  text: Text;
}

export const suggestions: Suggestion[] = [
  {
    key: 'quick',
    title: { de: 'Eilprobe', en: 'Quick demo' },
    shows: {
      de: 'Ziele in Minuten: Bestätigung, Erinnerung, Zwischenbescheid und Eskalation, auch am Sonntag',
      en: 'Targets in minutes: acknowledgement, reminder, interim notice and escalation, on a Sunday too',
    },
    subject: { de: 'Eilprobe: Frage zu meiner Bestellung', en: 'Quick demo: question about my order' },
    text: {
      de: 'Guten Tag,\n\ndies ist eine Eilprobe: Passt die elektrische Zahnbürste aus Bestellung {order} auch zu den Aufsätzen von früher?\n\nFreundliche Grüße\n{name}',
      en: 'Hello,\n\nthis is a quick demo: does the electric toothbrush of order {order} also fit the older heads?\n\nKind regards\n{name}',
    },
  },
  {
    key: 'complaint',
    title: { de: 'Beschwerde', en: 'Complaint' },
    shows: { de: 'Acht Geschäftsstunden, A-Kunden zuerst', en: 'Eight business hours, A customers first' },
    subject: { de: 'Beschwerde zu Bestellung {order}', en: 'Complaint about order {order}' },
    text: {
      de: 'Guten Tag,\n\nich möchte mich beschweren: In Bestellung {order} fehlte schon zum zweiten Mal ein Artikel, und am Telefon erreiche ich niemanden. Ich bin wirklich enttäuscht und erwarte eine Lösung.\n\nFreundliche Grüße\n{name}',
      en: 'Hello,\n\nI want to make a complaint: for the second time an article was missing in order {order}, and nobody answers the phone. I am really disappointed and expect a solution.\n\nKind regards\n{name}',
    },
  },
  {
    key: 'faulty-order',
    title: { de: 'Falsch bestellt', en: 'Faulty order' },
    shows: { de: 'Eine Stunde, denn dann fährt das Paket', en: 'One hour, because then the parcel leaves' },
    subject: { de: 'Bitte sofort stornieren: {order}', en: 'Please cancel my order {order} at once' },
    text: {
      de: 'Guten Tag,\n\nich habe eben falsch bestellt ({order}): zehn Stück statt einem. Bitte sofort stornieren, bevor das Paket losfährt!\n\nDanke\n{name}',
      en: 'Hello,\n\nI have just ordered by mistake ({order}): ten pieces instead of one. Please cancel my order before the parcel leaves!\n\nThanks\n{name}',
    },
  },
  {
    key: 'question',
    title: { de: 'Einfache Frage', en: 'Simple question' },
    shows: { de: 'Der übliche Weg, eine Aufgabe im Team', en: 'The usual way, a task in the team' },
    subject: { de: 'Wo ist mein Paket?', en: 'Where is my parcel?' },
    text: {
      de: 'Hallo,\n\nmeine Bestellung {order} ist noch nicht angekommen. Wo ist mein Paket gerade?\n\nViele Grüße\n{name}',
      en: 'Hello,\n\nmy order {order} has not arrived yet. Where is my parcel at the moment?\n\nBest regards\n{name}',
    },
  },
  {
    key: 'out-of-office',
    title: { de: 'Abwesenheitsnotiz', en: 'Out of office' },
    shows: { de: 'Wird erkannt und sortiert, ohne Antwortschleife', en: 'Is recognised and sorted, with no loop of replies' },
    subject: { de: 'Automatische Antwort: Abwesenheit', en: 'Automatic reply: out of office' },
    text: {
      de: 'Ich bin bis Freitag nicht im Büro. Ihre Nachricht wird nicht weitergeleitet.\n\n{name}',
      en: 'I am out of the office until Friday. Your message will not be forwarded.\n\n{name}',
    },
  },
];

/** A suggestion in one language, for one person. */
export function filled(
  suggestion: Suggestion,
  language: Language,
  person: { name: string; order?: string },
): { subject: string; text: string } {
  const fill = (text: string) => text.replaceAll('{order}', person.order ?? 'B-104711').replaceAll('{name}', person.name);
  return { subject: fill(suggestion.subject[language]), text: fill(suggestion.text[language]) };
}
