import { sql } from 'kysely';
import type { Variables } from '../domain/process/types.ts';
import type { Trx } from './client.ts';

export async function openIncidents(trx: Trx) {
  const { rows } = await sql<{
    id: string;
    request: string;
    number: string;
    subject: string;
    element: string;
    elementName: string;
    code: string;
    message: string;
    variables: Variables;
    at: Date;
  }>`
    select i.id, i.request, r.number, r.subject, i.element, coalesce((select g.content -> 'elements' -> i.element ->> 'name' from graph g where g.hash = i.graph), i.element) as "elementName",
      i.code, i.message, i.variables, i.created_at as at
    from incident i join request r on r.id = i.request where i.closed_at is null order by i.created_at limit 500`.execute(trx);
  return rows;
}

export async function outboxSummary(trx: Trx): Promise<Record<string, number>> {
  const { rows } = await sql<{ states: Record<string, number> }>`
    select coalesce(jsonb_object_agg(state, count), '{}') as states from (select state, count(*)::int as count from outbox group by state) s`.execute(
    trx,
  );
  return rows[0]?.states ?? {};
}
