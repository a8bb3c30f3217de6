import { Type } from 'typebox';
import { answerValues } from '../../db/answer-values.ts';
import { kept } from '../../db/kept.ts';
import type { Trx } from '../../db/client.ts';
import { renderAnswer } from '../../domain/answer/render.ts';
import { prepareMail } from '../mail/prepare-mail.ts';
import { makePromise } from '../promises.ts';
import { transactionStep } from './step.ts';

/**
 * A standard answer to the customer in the request's language. With `promiseAt` the time it tells is a promise; where no mail can or may go out (no address, an
 * automatic sender) nobody was told anything, so no promise is made: but what the contact page shows is one too.
 */
export const sendMail = transactionStep({
  id: 'send-mail',
  title: { de: 'Mail an den Kunden', en: 'Mail to the customer' },
  input: Type.Object(
    { answer: Type.String({ minLength: 1 }), promiseAt: Type.Optional(Type.String({ format: 'date-time' })) },
    { additionalProperties: false },
  ),
  output: Type.Object({ sent: Type.Boolean() }),
  async run(work, { answer, promiseAt }) {
    const { trx, request, at } = work;
    const promise = (toldBy: string) => (promiseAt ? makePromise(work, { dueAt: new Date(promiseAt), toldBy }) : Promise.resolve());
    const notSent = async () => {
      if (request.channel === 'form' && request.noticed_at === null) await promise('screen');
      return { sent: false };
    };
    if (!request.requester_address) return notSent();
    const [{ subject, body }, values] = await Promise.all([
      standardAnswer(trx, answer, request.language),
      answerValues(trx, request.id, promiseAt ? { promiseAt } : {}),
    ]);
    const rendered = renderAnswer({
      subject: subject ?? '',
      body,
      values: { ...values },
      language: request.language === 'en' ? 'en' : 'de',
    });
    if (rendered.missing.length > 0) {
      throw new Error(
        `Standard answer "${answer}" needs ${rendered.missing.join(', ')}, which this request does not have. Give the placeholder a fallback.`,
      );
    }
    const prepared = await prepareMail(work, {
      purpose: 'automatic',
      answer,
      key: `step:${request.id}:${work.eventKey}`,
      to: [{ address: request.requester_address, ...(request.requester_name ? { name: request.requester_name } : {}) }],
      // What a customer wrote is never read as a template.
      subject: rendered.subject || request.subject,
      text: rendered.text,
    });
    if ('withheld' in prepared) return notSent();
    work.timeline({ kind: 'automatic-mail', data: { answer }, message: prepared.message });
    work.patch({ heard_at: at });
    await promise(answer);
    return { sent: true };
  },
});

/** In the wanted language, else in the other one. */
export async function standardAnswer(trx: Trx, key: string, language: string): Promise<{ subject: string | null; body: string }> {
  const rows = await kept(trx, `answer ${key}`, () =>
    trx.selectFrom('answer').select(['language', 'subject', 'body']).where('key', '=', key).execute(),
  );
  const row = rows.find((one) => one.language === language) ?? rows[0];
  if (!row) throw new Error(`There is no standard answer "${key}". Write it, then retry.`);
  return row;
}
