import { type Static, Type } from 'typebox';
import { ById, contracts, Done, Id, Instant, list, nullable, Person } from '../contract.ts';

const work = ['agent', 'lead'] as const;

export type Absence = Static<typeof Absence>;
export const Absence = Type.Object({ id: Id, account: Person, from: Instant, until: Instant, deputy: nullable(Person) });

export const absenceContracts = contracts({
  'GET /api/absences': { access: work, summary: 'Own absences that are not over; a lead sees all', reply: list(Absence) },
  'POST /api/absences': {
    access: work,
    summary: 'Somebody is away: meanwhile the deputy, or the line, has the work. A lead says so for others too',
    body: Type.Object({ account: Type.Optional(Id), from: Instant, until: Instant, deputy: nullable(Id) }),
    reply: Type.Object({ id: Id }),
    problems: ['in-the-past', 'not-allowed', 'no-deputy'],
  },
  'DELETE /api/absences/:id': { access: work, summary: 'It ends now, or does not happen', params: ById, reply: Done },
});
