import type { DemoCustomer } from './customers.ts';
import { type Product, products } from './products.ts';
import type { Random } from './random.ts';

export interface DemoOrder {
  number: string;
  ordered_at: Date;
  status: string;
  total_cents: number;
  items: { ean: string; title: string; quantity: number; cents: number }[];
  carrier: string;
  tracking: string;
}

export interface DemoContract {
  number: string;
  title: string;
  since: string;
  until: string | null;
}

export interface DemoReceivable {
  invoice: string;
  due_on: string;
  amount_cents: number;
  paid_cents: number;
  dunning_level: number;
}

export interface Commerce {
  orders: DemoOrder[];
  contracts: DemoContract[];
  receivables: DemoReceivable[];
}

const carriers = ['Flinkpaket', 'Paketpost Nord', 'Kurierdienst Blitzig'];
const freight = 'Spedition Hagedorn';
const DAY = 86_400_000;

/** What the back office knows of a customer; better classes order more. @param now the newest order is hours before */
export function commerceOf(random: Random, { customer, index, now }: { customer: DemoCustomer; index: number; now: Date }): Commerce {
  const count = { A: random.between(4, 7), B: random.between(2, 4), C: random.between(1, 2) }[customer.class];
  const orders = Array.from({ length: count }, (_, nth) => order(random, { serial: index * 11 + nth, now, nth }));
  return {
    orders,
    contracts: contractsOf(random, customer, index, now),
    receivables: orders.flatMap((one, nth) => receivable(random, one, index * 11 + nth, now)),
  };
}

function order(random: Random, { serial, now, nth }: { serial: number; now: Date; nth: number }): DemoOrder {
  const days = nth === 0 ? random.between(0, 4) : random.between(5, 90);
  const ordered_at = new Date(now.getTime() - days * DAY - random.between(1, 20) * 3_600_000);
  const chosen = random.shuffled(products).slice(0, random.between(1, 5));
  const items = chosen.map((product: Product) => ({ ...product, quantity: random.chance(0.75) ? 1 : random.between(2, 4) }));
  const isBulky = chosen.some((product) => product.cents > 5000);
  return {
    number: `SB${2_604_100 + serial * 7}`,
    ordered_at,
    status: days === 0 ? 'in Bearbeitung' : days < 3 ? 'versandt' : random.chance(0.06) ? 'zurückgesandt' : 'zugestellt',
    total_cents: items.reduce((sum, item) => sum + item.cents * item.quantity, 0),
    items,
    carrier: isBulky ? freight : random.pick(carriers),
    tracking: `${isBulky ? 'HG' : 'FP'}${3_400_000_000 + serial * 7919 + random.between(0, 6000)}`,
  };
}

function contractsOf(random: Random, customer: DemoCustomer, index: number, now: Date): DemoContract[] {
  const since = day(new Date(now.getTime() - random.between(100, 1500) * DAY));
  const card = { number: `SP-${50_000 + index}`, title: 'Sonnblick Plus (Kundenkarte)', since, until: null };
  const subscription = {
    number: `AB-${70_000 + index}`,
    title: random.pick(['Windel-Abo', 'Rasierklingen-Abo', 'Tierfutter-Abo']),
    since,
    until: null,
  };
  const framework = {
    number: `RV-${90_000 + index}`,
    title: 'Rahmenvertrag Gewerbe',
    since,
    until: day(new Date(now.getTime() + 400 * DAY)),
  };
  return [
    ...(customer.class === 'C' && random.chance(0.6) ? [] : [card]),
    ...(random.chance(0.2) ? [subscription] : []),
    ...(customer.company ? [framework] : []),
  ];
}

/** Only what was bought on account. */
function receivable(random: Random, { ordered_at, total_cents }: DemoOrder, serial: number, now: Date): DemoReceivable[] {
  if (!random.chance(0.35)) return [];
  const due = new Date(ordered_at.getTime() + 14 * DAY);
  const late = Math.floor((now.getTime() - due.getTime()) / DAY);
  const isOpen = late < 0 || random.chance(0.25);
  return [
    {
      invoice: `RE-26-${String(30_100 + serial * 3)}`,
      due_on: day(due),
      amount_cents: total_cents,
      paid_cents: isOpen ? (random.chance(0.3) ? Math.floor(total_cents / 2) : 0) : total_cents,
      dunning_level: !isOpen || late < 5 ? 0 : late < 14 ? 1 : late < 28 ? 2 : 3,
    },
  ];
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
