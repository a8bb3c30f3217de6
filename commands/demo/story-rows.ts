import type { Insertable } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { json } from '../../db/client.ts';
import type { Actor, Database, MessageType } from '../../db/schema.ts';
import type { Variables } from '../../domain/process/types.ts';
import { taggedSubject } from '../../domain/mail/threading.ts';
import type { DemoCustomer } from './customers.ts';
import type { Plot, Rules } from './plot.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { shop } from './shop.ts';
import type { Fill } from './wording.ts';

export type Row<T extends keyof Database> = Insertable<Database[T]>;

export interface RequestRows {
  id: string;
  request: Row<'request'>;
  messages: (Row<'message'> & { id: string; created_at: Date })[];
  timeline: (Row<'timeline'> & { at: Date })[];
  tasks: Row<'task'>[];
  promises: Row<'promise'>[];
  consultations: Row<'consultation'>[];
}

export interface Telling {
  number: string;
  scenario: Scenario;
  /** Which of the scenario's asks. */
  variant: number;
  rules: Rules;
  plot: Plot;
  fill: Fill;
  /** Null: a writer who is no customer. */
  customer: (DemoCustomer & { id: string }) | null;
  requester: { name: string; address: string };
  agent: { id: string; name: string };
  mailbox: { id: string; address: string; name: string };
  /** By process: its published graph. */
  graphs: Map<string, string>;
  /** Automatic answers by `key.language`. */
  automatic: (key: string, language: string) => { subject: string | null; body: string };
}

interface NewMessage {
  type: MessageType;
  at: Date;
  text: string;
  subject?: string;
  /** Who wrote: one of us, or somebody outside; neither: the shop's machine. */
  account?: { id: string; name: string };
  from?: { name: string; address: string };
  /** Instead of the requester. */
  to?: string;
  consultation?: string;
}

/** Adds a message to the request's rows. @returns its id */
export function push({ number, mailbox, requester, scenario }: Telling, rows: RequestRows, message: NewMessage): string {
  const id = idAt(message.at);
  const isInside = message.type === 'note';
  const isFromOutside = message.from !== undefined;
  const channel = isFromOutside && message.type === 'customer' ? rows.request.channel : 'mail';
  const isMail = !isInside && channel === 'mail';
  rows.messages.push({
    id,
    request: rows.id,
    type: message.type,
    channel,
    author_account: message.account?.id ?? null,
    author_name: message.account?.name ?? message.from?.name ?? mailbox.name,
    from_address: isInside ? null : (message.from?.address ?? mailbox.address),
    to_addresses: isInside ? [] : [isFromOutside ? mailbox.address : (message.to ?? requester.address)],
    subject: subjectOf(number, rows, message),
    text: message.text,
    language: scenario.language,
    rfc_message_id: isMail ? `<${id}@${isFromOutside ? (message.from?.address.split('@')[1] ?? shop.domain) : shop.domain}>` : null,
    consultation: message.consultation ?? null,
    created_at: message.at,
  });
  return id;
}

/** A consultation's mails carry no tag of the request, and a note has no subject. */
function subjectOf(number: string, rows: RequestRows, { type, subject }: NewMessage): string | null {
  if (type === 'note') return null;
  if (type === 'agent' || type === 'automatic') return taggedSubject(subject ?? `Re: ${rows.request.subject}`, number);
  return subject ?? null;
}

/** A line of the timeline; the process wrote it unless somebody else is named. */
export function entry(
  request: string,
  kind: string,
  at: Date,
  data: Variables,
  actor: Actor = { type: 'process' },
): Row<'timeline'> & { at: Date } {
  return { request, kind, at, data: json(data), actor: json(actor) };
}

/** UUIDv7 of an instant, so that ids sort like what they name. */
export const idAt = (at: Date): string => uuidv7({ msecs: at.getTime() });

export const byCustomer = ({ customer }: Telling): Actor => (customer ? { type: 'customer', id: customer.id } : { type: 'customer' });

export const isoOf = (deadlines: Plot['deadlines']): Variables =>
  Object.fromEntries(Object.entries(deadlines).map(([name, date]) => [name, date.toISOString()]));
