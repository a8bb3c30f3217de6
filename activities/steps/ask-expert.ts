import { createHash, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { seal } from '../../config/secret.ts';
import { answerValues } from '../../db/answer-values.ts';
import { renderAnswer } from '../../domain/answer/render.ts';
import { prepareMail } from '../mail/prepare-mail.ts';
import { standardAnswer } from './send-mail.ts';
import { transactionStep } from './step.ts';

/**
 * Writes to the expert: the question first, later the reminder. Each mail gets the same link; only its token's hash is readable in the database, the sealed token
 * is opened at handing over.
 */
export const askExpert = transactionStep({
  id: 'ask-expert',
  title: { de: 'Experten fragen', en: 'Ask the expert' },
  input: Type.Object(
    { consultation: Type.String({ format: 'uuid' }), answer: Type.String({ minLength: 1 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({}),
  async run(work, { consultation: id, answer }) {
    const { trx, request, services } = work;
    const row = await trx
      .selectFrom('consultation')
      .leftJoin('account', 'account.id', 'consultation.asked_by')
      .select([
        'consultation.expert_address',
        'consultation.expert_name',
        'consultation.subject',
        'consultation.question',
        'consultation.language',
      ])
      .select(['consultation.due_at', 'consultation.state', 'consultation.token_hash', 'account.name as agent'])
      .where('consultation.id', '=', id)
      .where('consultation.request', '=', request.id)
      .executeTakeFirst();
    if (!row) throw new Error(`There is no consultation ${id} in this request.`);
    if (row.state !== 'open') return {};
    if (row.token_hash) await trx.updateTable('consultation').set({ reminded_at: work.at }).where('id', '=', id).execute();
    else await giveToken();
    const text = await standardAnswer(trx, answer, row.language);
    const values = {
      ...(await answerValues(trx, request.id, row.agent ? { agent: row.agent } : {})),
      expert: { name: row.expert_name },
      question: { text: row.question, dueAt: row.due_at.toISOString(), link: '{{link}}' },
    };
    const rendered = renderAnswer({
      subject: text.subject ?? '',
      body: text.body,
      values,
      language: row.language === 'en' ? 'en' : 'de',
    });
    if (rendered.missing.length > 0)
      throw new Error(`Standard answer "${answer}" needs ${rendered.missing.join(', ')}, which an expert's mail does not have.`);
    await prepareMail(work, {
      purpose: 'consultation',
      key: `step:${request.id}:${work.eventKey}`,
      to: [{ name: row.expert_name, address: row.expert_address }],
      subject: rendered.subject || row.subject,
      text: rendered.text,
      language: row.language,
      consultation: id,
    });
    return {};

    async function giveToken(): Promise<void> {
      const token = randomBytes(32).toString('base64url');
      const token_hash = createHash('sha256').update(token).digest();
      await trx
        .updateTable('consultation')
        .set({ token_hash, token_sealed: seal(services.secretKey, token) })
        .where('id', '=', id)
        .execute();
    }
  },
});
