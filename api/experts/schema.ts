import { type Static, Type } from 'typebox';
import { contracts, Instant, list } from '../contract.ts';

export type Expert = Static<typeof Expert>;
export const Expert = Type.Object({
  name: Type.String(),
  address: Type.String(),
  lastAskedAt: Instant,
  asked: Type.Integer(),
  answered: Type.Integer(),
});

export const expertContracts = contracts({
  'GET /api/experts': {
    access: ['agent', 'lead'],
    summary: 'Who was asked lately',
    query: Type.Object({ search: Type.Optional(Type.String({ maxLength: 200 })) }),
    reply: list(Expert),
  },
});
