import type { Text } from '../language.ts';

/** One fact that this kind of request needs, asked on the page so that nobody has to ask again. */
export interface Fact {
  key: string;
  label: Text;
  help?: Text;
  required?: boolean;
  type?: 'text' | 'date';
  /** What a valid value looks like; compiled once. */
  pattern?: RegExp;
  options?: { value: string; label: Text }[];
}

export interface ContactKind {
  /** Key of the tenant's kind. Kinds that a tenant does not have are not offered. */
  key: string;
  hint: Text;
  /** Shown at the choice and above the form where minutes count. */
  urgent?: Text;
  facts: Fact[];
}

const orderNumber: Fact = {
  key: 'order',
  label: { de: 'Bestellnummer', en: 'Order number' },
  help: { de: 'Steht in der Bestellbestätigung, zum Beispiel SB2604711.', en: 'In your order confirmation, for example SB2604711.' },
  required: true,
  pattern: /^[A-Za-z]{0,3}[- ]?\d{4,12}$/,
};
const optionalOrderNumber: Fact = { ...orderNumber, required: false };
const postalCode: Fact = {
  key: 'postal-code',
  label: { de: 'Postleitzahl der Lieferung', en: 'Postal code of the delivery' },
  pattern: /^[A-Za-z0-9 -]{3,10}$/,
};
const article: Fact = {
  key: 'article',
  label: { de: 'Artikel', en: 'Article' },
  help: { de: 'Name oder EAN (8 oder 13 Ziffern auf der Packung)', en: 'Name or EAN (8 or 13 digits on the package)' },
};
const wish: Fact = {
  key: 'wish',
  label: { de: 'Was wünschen Sie sich?', en: 'What would you like us to do?' },
  options: [
    { value: 'replacement', label: { de: 'Ersatz', en: 'A replacement' } },
    { value: 'refund', label: { de: 'Geld zurück', en: 'My money back' } },
    { value: 'discount', label: { de: 'Behalten, mit Preisnachlass', en: 'Keep it, at a lower price' } },
    { value: 'open', label: { de: 'Machen Sie mir einen Vorschlag', en: 'Make me a proposal' } },
  ],
};

const invoice: Fact = {
  key: 'invoice',
  label: { de: 'Rechnungs- oder Kundennummer', en: 'Invoice or customer number' },
  required: true,
};

/** How many kinds stand on the page at once; the rest unfolds. */
export const prominentKinds = 8;

/** In the order in which the page offers them; what is most urgent for the customer comes first. */
export const contactKinds: ContactKind[] = [
  {
    key: 'faulty-order',
    hint: { de: 'Falsch bestellt, falsche Adresse, sofort stornieren', en: 'Ordered by mistake, wrong address, cancel at once' },
    urgent: { de: 'Eilt: bevor das Paket losfährt', en: 'Urgent: before the parcel leaves' },
    facts: [
      orderNumber,
      {
        key: 'change',
        label: { de: 'Was soll geschehen?', en: 'What should happen?' },
        required: true,
        options: [
          { value: 'cancel', label: { de: 'Bestellung stornieren', en: 'Cancel the order' } },
          { value: 'address', label: { de: 'Lieferadresse ändern', en: 'Change the delivery address' } },
          { value: 'article', label: { de: 'Artikel oder Menge ändern', en: 'Change article or quantity' } },
        ],
      },
    ],
  },
  {
    key: 'complaint',
    hint: { de: 'Sie sind unzufrieden und wünschen eine Lösung', en: 'You are not satisfied and want a solution' },
    facts: [optionalOrderNumber, wish],
  },
  {
    key: 'damage',
    hint: { de: 'Zerbrochen, ausgelaufen, defekt', en: 'Broken, leaking, not working' },
    facts: [orderNumber, article, wish],
  },
  { key: 'delivery-status', hint: { de: 'Wo ist mein Paket?', en: 'Where is my parcel?' }, facts: [orderNumber, postalCode] },
  {
    key: 'delivery-appointment',
    hint: { de: 'Termin der Spedition vereinbaren oder ändern', en: 'Arrange or change the date with the haulier' },
    facts: [orderNumber, { key: 'days', label: { de: 'Tage, die Ihnen passen', en: 'Days that suit you' }, required: true }],
  },
  { key: 'withdrawal', hint: { de: 'Widerrufen oder zurückschicken', en: 'Withdraw or send back' }, facts: [orderNumber, article] },
  {
    key: 'warranty',
    hint: { de: 'Nach einiger Zeit kaputt', en: 'Broken after some time' },
    facts: [orderNumber, article, { key: 'since', label: { de: 'Seit wann?', en: 'Since when?' }, type: 'date' }],
  },
  {
    key: 'product-information',
    hint: { de: 'Inhaltsstoffe, Eigenschaften', en: 'Ingredients, properties' },
    facts: [{ ...article, required: true }],
  },
  { key: 'dunning', hint: { de: 'Sie haben eine Mahnung bekommen', en: 'You have received a payment reminder' }, facts: [invoice] },
  {
    key: 'failed-payment',
    hint: { de: 'Abbuchung oder Zahlung hat nicht geklappt', en: 'A debit or payment has failed' },
    facts: [invoice],
  },
  { key: 'account-balance', hint: { de: 'Offener Betrag, Guthaben', en: 'Open amount, credit' }, facts: [invoice] },
  { key: 'source-of-supply', hint: { de: 'Wo gibt es …?', en: 'Where can I buy …?' }, facts: [{ ...article, required: true }] },
  {
    key: 'website-feedback',
    hint: { de: 'Fehler, Idee oder Lob zu unseren Seiten', en: 'A fault, an idea or praise for our site' },
    facts: [{ key: 'page', label: { de: 'Welche Seite?', en: 'Which page?' } }],
  },
  { key: 'prize-draw', hint: { de: 'Teilnahme, Gewinn', en: 'Entry, prize' }, facts: [] },
  {
    key: 'privacy',
    hint: { de: 'Newsletter, Auskunft, Löschung', en: 'Newsletter, access, erasure' },
    facts: [{ key: 'address', label: { de: 'Um welche E-Mail-Adresse geht es?', en: 'Which e-mail address is it about?' } }],
  },
  { key: 'external', hint: { de: 'Presse, Lieferanten, Bewerbungen', en: 'Press, suppliers, applications' }, facts: [] },
  { key: 'demo', hint: { de: 'Zum Ausprobieren: Ziele in Minuten', en: 'To try it out: targets in minutes' }, facts: [] },
  { key: 'general', hint: { de: 'Etwas anderes', en: 'Something else' }, facts: [] },
];
