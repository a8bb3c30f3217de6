import { type Static, Type } from 'typebox';
import { contracts, Id, Instant, Key, Language, list, nullable, Done, ById } from '../contract.ts';

const work = ['agent', 'lead'] as const;
const editors = ['lead', 'administrator'] as const;

export type Answer = Static<typeof Answer>;
export const Answer = Type.Object({
  id: Id,
  key: Type.String(),
  language: Language,
  title: Type.String(),
  kinds: Type.Array(Type.String()),
  automatic: Type.Boolean(),
  /** Filled with the request's values where `request` was given; what is missing stands as `⟦name⟧`. */
  subject: nullable(Type.String()),
  text: Type.String(),
  missing: Type.Array(Type.String()),
});

export type AnswerSource = Static<typeof AnswerSource>;
export const AnswerSource = Type.Object({
  id: Id,
  key: Type.String(),
  language: Language,
  title: Type.String(),
  subject: nullable(Type.String()),
  body: Type.String(),
  kinds: Type.Array(Type.String()),
  automatic: Type.Boolean(),
  updatedAt: Instant,
});
const AnswerInput = Type.Object({
  key: Key,
  language: Language,
  title: Type.String({ minLength: 1, maxLength: 200 }),
  subject: nullable(Type.String({ maxLength: 300 })),
  body: Type.String({ minLength: 1, maxLength: 50_000 }),
  kinds: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 }),
  automatic: Type.Boolean(),
});

export const answerContracts = contracts({
  'GET /api/answers': {
    access: work,
    summary: 'Standard answers, filled for a request; both languages where none is named',
    query: Type.Object({
      request: Type.Optional(Id),
      search: Type.Optional(Type.String({ maxLength: 200 })),
      language: Type.Optional(Language),
    }),
    reply: list(Answer),
  },
  'GET /api/answers/sources': { access: editors, summary: 'Standard answers as they are written', reply: list(AnswerSource) },
  'POST /api/answers': {
    access: editors,
    summary: 'New standard answer',
    body: AnswerInput,
    reply: AnswerSource,
    problems: ['already-exists', 'bad-request'],
  },
  'PUT /api/answers/:id': {
    access: editors,
    summary: 'Change a standard answer',
    params: ById,
    body: AnswerInput,
    reply: AnswerSource,
    problems: ['already-exists', 'bad-request'],
  },
  'DELETE /api/answers/:id': { access: editors, summary: 'Delete a standard answer', params: ById, reply: Done },
});
