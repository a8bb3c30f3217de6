import { type Static, Type } from 'typebox';
import { contracts, Id, Named } from '../contract.ts';

export type Vocabulary = Static<typeof Vocabulary>;
export const Vocabulary = Type.Object({
  topics: Type.Array(Named),
  skills: Type.Array(Named),
  kinds: Type.Array(Named),
  /** Colleagues who take tasks, for assigning and for names. */
  agents: Type.Array(Type.Object({ id: Id, name: Type.String() })),
});

export const vocabularyContracts = contracts({
  'GET /api/vocabulary': { access: 'signed-in', summary: 'Topics, skills, kinds and colleagues with their names', reply: Vocabulary },
});
