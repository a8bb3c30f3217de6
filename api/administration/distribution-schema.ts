import { type Static, Type } from 'typebox';
import { grantKinds } from '../../domain/request/competence.ts';
import { Recount } from '../service-levels/schema.ts';
import { ById, contracts, Id, Key, nullable, oneOf } from '../contract.ts';

const administrator = ['administrator'] as const;
const operators = ['lead', 'administrator'] as const;
const Minutes = Type.Integer({ minimum: 1, maximum: 100_000 });

/** With it nothing is saved: the reply tells what saving would do to what is open now. */
const Preview = { preview: Type.Boolean() };

export type Effect = Static<typeof Effect>;
export const Effect = Type.Object({
  waiting: Type.Integer(),
  moved: Type.Integer(),
  nobody: Type.Object({ before: Type.Integer(), after: Type.Integer(), added: Type.Integer() }),
  /** Open proposals above the limit of whoever has them. */
  aboveLimit: Type.Object({ before: Type.Integer(), after: Type.Integer() }),
});
const Tried = Type.Object({ effect: Effect });
/** A team's topics may count by another calendar. */
const TriedTeam = Type.Object({ effect: Effect, recount: Recount });

export type Policy = Static<typeof Policy>;
const Policy = Type.Object({
  order: oneOf(['service-level', 'earliest-deadline', 'class-first', 'longest-wait'] as const),
  latestMinutes: nullable(Minutes),
  reserveMinutes: nullable(Type.Integer({ minimum: 1, maximum: 10_000 })),
  escalatedFirst: Type.Boolean(),
  togetherMost: Type.Integer({ minimum: 0, maximum: 20 }),
  ownerWaitMinutes: Type.Integer({ minimum: 0, maximum: 10_000 }),
  ownerExtraPoints: Type.Integer({ minimum: 0, maximum: 1000 }),
  languageIsSkill: Type.Boolean(),
  widenMinutes: nullable(Minutes),
  silentMinutes: nullable(Type.Integer({ minimum: 2, maximum: 1440 })),
  returnMinutes: nullable(Type.Integer({ minimum: 1, maximum: 10_000 })),
  afterWorkMinutes: Type.Integer({ minimum: 1, maximum: 480 }),
});

const TeamFields = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  lead: nullable(Id),
  topics: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100, uniqueItems: true }),
  members: Type.Array(Id, { maxItems: 2000, uniqueItems: true }),
  overflowTo: nullable(Id),
  overflowMinutes: nullable(Minutes),
  /** Of the requests of its topics that have no calendar of their own. */
  calendar: nullable(Key),
};
export type Team = Static<typeof Team>;
const Team = Type.Object({ id: Id, ...TeamFields });

export type Limit = Static<typeof Limit>;
const Euros = Type.Number({ minimum: 0, maximum: 1_000_000 });
const Limit = Type.Object({
  level: Type.Integer({ minimum: 1, maximum: 5 }),
  kind: oneOf(grantKinds),
  perCase: nullable(Euros),
  perDay: nullable(Euros),
  percent: nullable(Type.Number({ minimum: 0, maximum: 100 })),
});

export const distributionContracts = contracts({
  'GET /api/distribution': {
    access: operators,
    summary: 'How work is distributed: the policy of the line, and the teams',
    reply: Type.Object({ policy: Policy, teams: Type.Array(Team) }),
  },
  'PUT /api/distribution/policy': {
    access: administrator,
    summary: 'Change the policy of the line, or see what that would do',
    body: Type.Object({ policy: Policy, ...Preview }),
    reply: Tried,
  },
  'PUT /api/distribution/skills': {
    access: administrator,
    summary: 'Change skills of many people at once (level 0 takes one away), or see what that would do',
    body: Type.Object({
      changes: Type.Array(
        Type.Object({ account: Id, skill: Type.String({ maxLength: 64 }), level: Type.Integer({ minimum: 0, maximum: 5 }) }),
        { minItems: 1, maxItems: 50_000 },
      ),
      ...Preview,
    }),
    bodyLimit: 8 * 1024 * 1024,
    reply: Tried,
  },
  'POST /api/distribution/teams': {
    access: administrator,
    summary: 'Make a team, or see what that would do',
    body: Type.Object({ ...TeamFields, ...Preview }),
    idempotent: true,
    reply: TriedTeam,
    problems: ['already-exists'],
  },
  'PUT /api/distribution/teams/:id': {
    access: administrator,
    summary: 'Change a team, or see what that would do',
    params: ById,
    body: Type.Object({ ...TeamFields, ...Preview }),
    idempotent: true,
    reply: TriedTeam,
    problems: ['already-exists'],
  },
  'DELETE /api/distribution/teams/:id': {
    access: administrator,
    summary: 'Dissolve a team; its people stay, and serve the topics of their own',
    params: ById,
    idempotent: true,
    reply: TriedTeam,
  },
  'GET /api/competence-limits': {
    access: operators,
    summary: 'What each level may grant a customer alone',
    reply: Type.Object({ items: Type.Array(Limit) }),
  },
  'PUT /api/competence-limits': {
    access: administrator,
    summary: 'Set what each level may grant, or see what that would do',
    body: Type.Object({ items: Type.Array(Limit, { maxItems: 15 }), ...Preview }),
    reply: Tried,
    problems: ['already-exists'],
  },
});
