import { seal } from '../../config/secret.ts';
import { json, type Trx } from '../../db/client.ts';
import { hashPassword } from '../../api/session/password.ts';
import { commerceOf } from './commerce.ts';
import { customersOf, type DemoCustomer } from './customers.ts';
import type { Random } from './random.ts';
import type { Cast } from './requests.ts';
import { accounts, mailboxes, shop } from './shop.ts';

/** Where the demo's mail server listens on 127.0.0.1; its password opens every mailbox by its address. */
export interface MailAccess {
  smtpPort: number;
  imapPort: number;
  password: string;
}

export async function writeAccounts(trx: Trx): Promise<Cast['agents']> {
  const hashes = await Promise.all(accounts.map(() => hashPassword(shop.password)));
  const rows = await trx
    .insertInto('account')
    .values(
      accounts.map(({ name, email, roles, language, capacity }, index) => ({
        name,
        email,
        roles,
        language,
        capacity,
        password_hash: hashes[index] ?? '',
      })),
    )
    .returning(['id', 'email'])
    .execute();
  const people = accounts.map((account) => ({ ...account, id: rows.find((row) => row.email === account.email)?.id ?? '' }));
  const skills = people.flatMap(({ id, skills }) => Object.entries(skills).map(([skill, level]) => ({ account: id, skill, level })));
  await trx.insertInto('account_skill').values(skills).execute();
  await trx
    .insertInto('account_topic')
    .values(people.flatMap(({ id, topics }) => topics.map((topic) => ({ account: id, topic }))))
    .execute();
  return people;
}

export async function writeMailboxes(trx: Trx, { mail, secretKey }: { mail: MailAccess; secretKey: string }): Promise<Cast['mailboxes']> {
  return trx
    .insertInto('mailbox')
    .values(mailboxes.map((mailbox) => ({ ...mailbox, ...serversOf(mailbox.address, mail), secret: seal(secretKey, mail.password) })))
    .returning(['id', 'address', 'name'])
    .execute();
}

/** The demo's ports may be others than at the last start, and its mail server may have been started anew. */
export async function pointMailboxes(trx: Trx, { mail, secretKey }: { mail: MailAccess; secretKey: string }): Promise<void> {
  const rows = await trx.selectFrom('mailbox').select(['id', 'address', 'imap', 'smtp']).execute();
  for (const { id, address, imap, smtp } of rows) {
    if (!address.endsWith(`@${shop.domain}`) || (imap.port === mail.imapPort && smtp.port === mail.smtpPort)) continue;
    await trx
      .updateTable('mailbox')
      .set({ ...serversOf(address, mail), secret: seal(secretKey, mail.password) })
      .where('id', '=', id)
      .execute();
  }
}

const serversOf = (user: string, { imapPort, smtpPort }: MailAccess) => ({
  imap: json({ host: '127.0.0.1', port: imapPort, secure: false, user }),
  smtp: json({ host: '127.0.0.1', port: smtpPort, secure: false, user }),
});

/** Customers with what the back office knows of them. */
export async function writeCustomers(trx: Trx, random: Random, now: Date): Promise<Cast['customers']> {
  const customers = customersOf(random);
  const companies = [...new Set(customers.flatMap((customer) => customer.company ?? []))];
  const organisations = await trx
    .insertInto('organisation')
    .values(companies.map((name) => ({ name })))
    .returning(['id', 'name'])
    .execute();
  const known = customers.map((customer, index) => ({ ...customer, commerce: commerceOf(random, { customer, index, now }) }));
  const rows = await trx
    .insertInto('customer')
    .values(known.map(({ commerce, ...customer }) => ({ ...rowOf(customer, organisations), created_at: sinceOf(commerce, now) })))
    .returning(['id', 'number'])
    .execute();
  const people = known.map((customer) => ({ ...customer, id: rows.find((row) => row.number === customer.number)?.id ?? '' }));
  await trx
    .insertInto('customer_address')
    .values(people.flatMap(({ id, addresses }) => addresses.map((address) => ({ address, customer: id }))))
    .execute();
  const orders = people.flatMap(({ id, commerce }) => commerce.orders.map((row) => ({ ...row, customer: id, items: json(row.items) })));
  await trx.insertInto('customer_order').values(orders).execute();
  const contracts = people.flatMap(({ id, commerce }) => commerce.contracts.map((row) => ({ ...row, customer: id })));
  await trx.insertInto('contract').values(contracts).execute();
  const receivables = people.flatMap(({ id, commerce }) => commerce.receivables.map((row) => ({ ...row, customer: id })));
  await trx.insertInto('receivable').values(receivables).execute();
  return people.map(({ commerce, ...customer }) => ({
    ...customer,
    orders: commerce.orders,
    invoices: commerce.receivables.map((one) => one.invoice),
  }));
}

function rowOf({ company, addresses, ...row }: DemoCustomer, organisations: { id: string; name: string }[]) {
  if (addresses.length === 0) throw new Error(`Customer ${row.number} has no address to write from.`);
  return { ...row, organisation: organisations.find((one) => one.name === company)?.id ?? null };
}

/** Nobody is a customer later than the first order or contract. */
function sinceOf({ orders, contracts }: ReturnType<typeof commerceOf>, now: Date): Date {
  return new Date(
    Math.min(now.getTime(), ...orders.map((one) => one.ordered_at.getTime()), ...contracts.map((one) => Date.parse(one.since))),
  );
}
