import { type MailToPrepare, prepareMail } from '../../../activities/mail/prepare-mail.ts';
import { writeGathered } from '../../../activities/advance/write-back.ts';
import { beginWork } from '../../../activities/advance/begin-work.ts';
import type { Services } from '../../../activities/work.ts';
import type { Trx } from '../../../db/client.ts';
import type { Setting } from './setting.ts';

export const count = ({ inTenant }: Setting, table: 'request' | 'message' | 'request_event'): Promise<number> =>
  inTenant(async (trx) =>
    Number(
      (
        await trx
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<string>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    ),
  );

export const requestOf = ({ inTenant }: Setting, id: string | null) =>
  inTenant((trx) => trx.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

export const messagesOf = ({ inTenant }: Setting, id: string | null) =>
  inTenant((trx) => trx.selectFrom('message').selectAll().where('request', '=', id).orderBy('created_at').execute());

/** A mail of ours to the customer, as a step or an agent's answer prepares it. @returns its outbox row. */
export async function acknowledge(
  { inTenant, deps }: Setting,
  request: string | null,
  { purpose = 'answer', ...more }: Partial<MailToPrepare> = {},
) {
  const prepared = await inTenant((trx) =>
    prepare(trx, deps.services, request, {
      purpose,
      key: `test:${request}:${Math.random()}`,
      to: [{ address: 'anna@kunden.example' }],
      subject: 'Ihre Anfrage',
      text: 'Wir antworten bis morgen.',
      ...more,
    }),
  );
  if ('withheld' in prepared) throw new Error(prepared.withheld);
  return inTenant((trx) => trx.selectFrom('outbox').selectAll().where('id', '=', prepared.outbox).executeTakeFirstOrThrow());
}

/** As `advance` does it, without the rest of it. */
async function prepare(trx: Trx, services: Services, id: string | null, mail: MailToPrepare) {
  const request = await trx.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const given = {
    trx,
    unhurried: () => trx,
    tenant: request.tenant,
    request,
    services,
    now: () => new Date(),
    isInDoubt: false,
    takesSavepoints: false,
  };
  const work = beginWork(given);
  const prepared = await prepareMail(work, mail);
  await writeGathered(work);
  return prepared;
}

/** A question to an expert outside, and the mail that asks it. */
export async function askExpert({ inTenant, deps }: Setting, request: string | null) {
  return inTenant(async (trx) => {
    const consultation = await trx
      .insertInto('consultation')
      .values({
        request: request ?? '',
        expert_address: 'eva@labor.example',
        expert_name: 'Eva',
        subject: 'Glas',
        question: 'Bruch?',
        due_at: '2026-12-01',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const prepared = await prepare(trx, deps.services, request, {
      purpose: 'consultation',
      key: `ask:${consultation.id}`,
      to: [{ address: 'eva@labor.example' }],
      subject: 'Frage',
      text: 'Bitte antworten: {{link}}',
      consultation: consultation.id,
    });
    if ('withheld' in prepared) throw new Error(prepared.withheld);
    const outbox = await trx.selectFrom('outbox').selectAll().where('id', '=', prepared.outbox).executeTakeFirstOrThrow();
    return { id: consultation.id, outbox };
  });
}
