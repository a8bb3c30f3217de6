/** One way by which a customer was found, with the customers that it led to. */
export interface SenderMatch {
  by: 'participant' | 'address' | 'reply-to' | 'phone' | 'customer-number' | 'order-number' | 'organisation-domain';
  customers: string[];
}

export interface RecognisedSender {
  customer: string;
  by: SenderMatch['by'];
  /** False: a person confirms before anything about this customer is told. What stands in a text anybody can write. */
  certain: boolean;
}

/** From the surest to the weakest. */
const ORDER: SenderMatch['by'][] = [
  'participant',
  'address',
  'reply-to',
  'phone',
  'customer-number',
  'order-number',
  'organisation-domain',
];
const CERTAIN: ReadonlySet<SenderMatch['by']> = new Set(['participant', 'address']);

/** Providers whose domain says nothing about an organisation. */
const PUBLIC_PROVIDERS = new Set(
  'gmail.com googlemail.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de outlook.com outlook.de hotmail.com hotmail.de live.com live.de yahoo.com yahoo.de icloud.com me.com mac.com aol.com aol.de posteo.de mailbox.org proton.me protonmail.com arcor.de 1und1.de vodafone.de'.split(
    ' ',
  ),
);

/**
 * Who wrote, out of what was looked up: the surest way that leads to exactly one customer. A way that leads to several
 * (a shared address) is passed over, and whatever a weaker way then says is not certain. `verified`: the sender's
 * domain was checked and did not fail.
 */
export function recogniseSender(found: readonly SenderMatch[], { verified }: { verified: boolean }): RecognisedSender | null {
  let shared = false;
  for (const by of ORDER) {
    const customers = [...new Set(found.filter((match) => match.by === by).flatMap((match) => match.customers))];
    if (customers.length === 1) return { customer: customers[0]!, by, certain: CERTAIN.has(by) && verified && !shared };
    if (customers.length > 1) shared = true;
  }
  return null;
}

/** The domain to look an organisation up by, or null where it is a public provider's or no domain at all. */
export function organisationDomain(address: string): string | null {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return address.includes('@') && domain.includes('.') && !PUBLIC_PROVIDERS.has(domain) ? domain : null;
}
