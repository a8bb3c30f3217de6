import { salutationOf } from '../../domain/answer/salutation.ts';
import type { DemoOrder } from './commerce.ts';
import type { DemoCustomer } from './customers.ts';
import type { Random } from './random.ts';
import { shop } from './shop.ts';

export type Fill = (text: string) => string;

const openings = {
  de: ['Guten Tag,', 'Sehr geehrte Damen und Herren,', 'Hallo,', 'Liebes Sonnblick-Team,', 'Hallo zusammen,', ''],
  en: ['Hello,', 'Dear Sir or Madam,', 'Hi there,', 'Dear customer service team,'],
};
const greetings = {
  de: ['Mit freundlichen Grüßen', 'Viele Grüße', 'Freundliche Grüße', 'Danke und Gruß', 'Beste Grüße', 'Vielen Dank im Voraus'],
  en: ['Kind regards', 'Best wishes', 'Many thanks', 'Regards'],
};

/** What a customer writes, in a manner of his own. */
export function letterOf(random: Random, { body, name, language }: { body: string; name: string; language: 'de' | 'en' }): string {
  const opening = random.pick(openings[language]);
  const greeting = random.pick(greetings[language]);
  const first = random.chance(0.15) ? name.split(' ')[0] : name;
  return [opening, opening === '' ? upper(body) : language === 'en' ? upper(body) : body, `${greeting}\n${first}`]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What an agent answers: salutation, text, signature. */
export function answerOf(
  person: Partial<DemoCustomer>,
  { body, agent, language }: { body: string; agent: string; language: 'de' | 'en' },
): string {
  const salutation = salutationOf(
    { name: person.name ?? null, familyName: person.family_name ?? null, salutation: person.salutation ?? null },
    language,
  );
  const greeting = language === 'de' ? 'Mit freundlichen Grüßen' : 'Kind regards';
  return `${salutation}\n\n${body}\n\n${greeting}\n${agent}\n${shop.name}`;
}

/** Fills a scenario's placeholders from an order; the same request keeps its item, days and invoice throughout. */
export function filler(random: Random, { customer, order, invoice }: { customer: DemoCustomer; order: DemoOrder; invoice: string }): Fill {
  const { language } = customer;
  const [first, second] = order.items;
  const quoted = (title: string | undefined) => (language === 'de' ? `„${title ?? 'Handcreme'}“` : `“${title ?? 'Handcreme'}”`);
  const values: Record<string, string> = {
    order: order.number,
    item: quoted(first?.title),
    item2: quoted(second?.title ?? 'Handcreme Ringelblume 75 ml'),
    carrier: order.carrier,
    tracking: order.tracking,
    date: new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
      day: 'numeric',
      month: 'long',
      timeZone: 'Europe/Berlin',
    }).format(order.ordered_at),
    amount: new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { style: 'currency', currency: 'EUR' }).format(
      order.total_cents / 100,
    ),
    days: String(random.between(4, 9)),
    invoice,
    street: customer.street,
    city: customer.city,
  };
  return (text) => text.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
}

const upper = (text: string): string => text.charAt(0).toLocaleUpperCase('de') + text.slice(1);
