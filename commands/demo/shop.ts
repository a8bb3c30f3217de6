import type { Role } from '../../db/schema.ts';

/** The demo's shop is invented; all its addresses lie in a reserved domain. */
export const shop = { slug: 'sonnblick', name: 'Drogerie Sonnblick', domain: 'sonnblick.example', password: 'sonnblick-demo' };

export const mailboxes = [
  { address: 'service@sonnblick.example', name: 'Drogerie Sonnblick Kundenservice', language: 'de', topic: null },
  { address: 'reklamation@sonnblick.example', name: 'Drogerie Sonnblick Reklamation', language: 'de', topic: 'escalation' },
  { address: 'help@sonnblick.example', name: 'Drogerie Sonnblick Customer Service', language: 'en', topic: null },
] as const;

export interface DemoAccount {
  name: string;
  email: string;
  roles: Role[];
  language: 'de' | 'en';
  /** How the panel introduces the person. */
  introduction: string;
  capacity: number;
  /** Skill → level. */
  skills: Record<string, number>;
  /** None: not bound to any. */
  topics: string[];
}

const everySkill = (level: number): Record<string, number> =>
  Object.fromEntries(
    ['service', 'order', 'settle', 'claims', 'freight', 'carrier', 'payment', 'dunning', 'ledger', 'technic', 'returns']
      .concat(['catalogue', 'product', 'triage', 'campaign', 'gdpr', 'routing'])
      .map((skill) => [skill, level]),
  );

export const accounts: DemoAccount[] = [
  {
    name: 'Jana Brandt',
    email: 'jana.brandt@sonnblick.example',
    roles: ['agent'],
    language: 'de',
    introduction: 'agent, first level',
    capacity: 6,
    skills: { service: 2, order: 2, settle: 1, claims: 1, carrier: 2, freight: 1, returns: 1, product: 1, catalogue: 1, triage: 1 },
    topics: [],
  },
  {
    name: 'Murat Yıldız',
    email: 'murat.yildiz@sonnblick.example',
    roles: ['agent'],
    language: 'de',
    introduction: 'agent, payment and accounts',
    capacity: 5,
    skills: { service: 1, payment: 2, dunning: 2, ledger: 2, returns: 2, gdpr: 2, routing: 1 },
    topics: ['general', 'payment', 'dunning', 'account', 'returns', 'privacy', 'external'],
  },
  {
    name: 'Svenja Petersen',
    email: 'svenja.petersen@sonnblick.example',
    roles: ['agent'],
    language: 'de',
    introduction: 'agent, second level',
    capacity: 4,
    skills: { service: 2, order: 2, settle: 2, claims: 2, technic: 2, product: 2, freight: 2, carrier: 2, competence: 2 },
    topics: ['general', 'stop', 'escalation', 'damage', 'warranty', 'freight', 'shipping', 'information'],
  },
  {
    name: 'Emily Clarke',
    email: 'emily.clarke@sonnblick.example',
    roles: ['agent'],
    language: 'en',
    introduction: 'agent, works in English',
    capacity: 5,
    skills: { service: 2, carrier: 1, returns: 1, catalogue: 2, product: 2, triage: 2, campaign: 2, settle: 1, claims: 1, routing: 1 },
    topics: [],
  },
  {
    name: 'Katrin Ahlers',
    email: 'katrin.ahlers@sonnblick.example',
    roles: ['lead'],
    language: 'de',
    introduction: 'team lead',
    capacity: 3,
    skills: { ...everySkill(3), competence: 4 },
    topics: ['escalation', 'damage', 'warranty', 'privacy'],
  },
  {
    name: 'Tobias Kern',
    email: 'tobias.kern@sonnblick.example',
    roles: ['designer'],
    language: 'de',
    introduction: 'designer',
    capacity: 5,
    skills: {},
    topics: [],
  },
  {
    name: 'Beate Wagner',
    email: 'beate.wagner@sonnblick.example',
    roles: ['administrator'],
    language: 'de',
    introduction: 'administrator',
    capacity: 5,
    skills: {},
    topics: [],
  },
];

/** People outside whom agents ask. */
export const experts = {
  carrier: { name: 'Heiko Lenz, Flinkpaket Klärung', address: 'klaerung@flinkpaket.example' },
  freight: { name: 'Ayşe Demir, Spedition Hagedorn', address: 'disposition@hagedorn-spedition.example' },
  supplier: { name: 'Marta Nowak, Reinhold Haushaltsgeräte', address: 'handelsservice@reinhold-geraete.example' },
  laboratory: { name: 'Dr. Ines Kolb, Prüflabor Kolb', address: 'ines.kolb@prueflabor-kolb.example' },
} as const;

/** Who writes without being a customer, in the order of the scenario's asks. */
export const outsiders = [
  { name: 'Jonas Eberle', address: 'jonas.eberle@netzpost.example' },
  { name: 'Redaktion Marktblick', address: 'redaktion@marktblick.example' },
  { name: 'Tiegelwerk Buchhaltung', address: 'rechnung@tiegelwerk.example' },
] as const;
