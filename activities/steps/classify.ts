import { Type } from 'typebox';
import { kept } from '../../db/kept.ts';
import { recogniseKind } from '../../domain/request/kind.ts';
import { transactionStep } from './step.ts';

/** Finds the kind by the tenant's rules and keywords; a kind that is known already (contact page, an agent's choice) stands. */
export const classify = transactionStep({
  id: 'classify',
  title: { de: 'Anliegen erkennen', en: 'Recognise the kind' },
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ kind: Type.String(), score: Type.Number() }),
  async run(work) {
    const { trx, request } = work;
    if (request.kind !== 'general') return { kind: request.kind, score: 1 };
    const [rules, first] = await Promise.all([
      kept(trx, 'kind rules', () => trx.selectFrom('kind_rule').select(['kind', 'keywords', 'weight']).execute()),
      trx
        .selectFrom('message')
        .select(['text', 'quoted_from'])
        .where('request', '=', request.id)
        .where('type', '=', 'customer')
        .orderBy('created_at')
        .executeTakeFirst(),
    ]);
    // What is quoted is not what this customer wants now.
    const written = first?.text.slice(0, first.quoted_from ?? undefined) ?? '';
    const { kind, score, matches } = recogniseKind(`${request.subject}\n${written}`, rules);
    work.patch({ kind });
    work.timeline({ kind: 'classified', data: { kind, score, matches } });
    return { kind, score };
  },
});
