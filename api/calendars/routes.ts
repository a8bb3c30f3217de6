import type { FastifyInstance } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { audit } from '../../db/audit.ts';
import { createBatch } from '../../db/batches.ts';
import { calendarItems, requestsBy, requestsWithoutClocks } from '../../db/calendar-view.ts';
import { addCalendar, addVersion, joined, newestNumber, readCalendars, versionsOf } from '../../db/calendars.ts';
import type { Trx } from '../../db/client.ts';
import { daysOf, faultOf, ruleOf, type WrittenCalendar } from '../../domain/service-level/calendar-rule.ts';
import { noEffect, withRequest } from '../../domain/service-level/effect.ts';
import type { ApiDeps } from '../app.ts';
import { beginBatch } from '../batches/begin-batch.ts';
import { ProblemError } from '../problems.ts';
import { define } from '../route.ts';
import { calendarContracts } from './schema.ts';

/** Working time: its versions, its years, and what a change does to open requests. */
export function calendars(app: FastifyInstance, deps: ApiDeps): void {
  define(app, deps, calendarContracts, {
    'GET /api/calendars': async ({ trx }) => ({ items: await calendarItems(trx) }),
    'POST /api/calendars/year': ({ body }) => {
      refuseFaults(body.calendar);
      return Promise.resolve({ items: daysOf(body.calendar, body.year) });
    },
    'POST /api/calendars/:key/preview': ({ trx, params, body }) => {
      refuseFaults(body.calendar);
      return previewOf(trx, { key: params.key, written: body.calendar, validFrom: notPast(body.validFrom) });
    },
    'PUT /api/calendars/:key': async ({ trx, params, body, account, key: deed, afterwards, request }) => {
      refuseFaults(body.calendar);
      const { key } = params;
      const { title, reason, version } = body;
      const validFrom = notPast(body.validFrom);
      const rule = ruleOf(body.calendar, validFrom.getUTCFullYear());
      const batch = uuidv5(`${account.id} ${deed}`, account.tenant);
      const done = await trx.selectFrom('batch').select('payload').where('id', '=', batch).executeTakeFirst();
      if (done) return { number: Number(done.payload.number), batch, requests: Number(done.payload.requests) };
      if (version === 0) {
        if (!(await addCalendar(trx, { key, title, rule }))) throw new ProblemError('already-exists');
        await audit(trx, { account: account.id, action: 'created', entity: 'calendar', id: key });
        return { number: 1, batch: null, requests: 0 };
      }
      const number = await addVersion(trx, { calendar: key, title, validFrom, rule, reason, by: account.id });
      if (number === null) throw new ProblemError('not-found');
      if (number !== version + 1) throw new ProblemError('version-conflict');
      const items = [...(await requestsBy(trx, key)), ...(await requestsWithoutClocks(trx))].map(({ id }) => ({ request: id }));
      const data = { number, validFrom: validFrom.toISOString(), requests: items.length };
      await audit(trx, { account: account.id, action: 'saved', entity: 'calendar', id: key, data });
      const payload = { calendar: key, ...data };
      await createBatch(trx, { id: batch, kind: 'calendar-changed', payload, reason, by: account.id, items });
      afterwards(() => beginBatch(deps, account.tenant, batch, request.log));
      return { number, batch, requests: items.length };
    },
  });
}

/** Requests that are looked at before the process turns to others. */
const atOnce = 100;

async function previewOf(trx: Trx, { key, written, validFrom }: { key: string; written: WrittenCalendar; validFrom: Date }) {
  const before = await readCalendars(trx);
  if (!before[key]) throw new ProblemError('not-found');
  const version = { number: (await newestNumber(trx, key)) + 1, validFrom, rule: ruleOf(written, validFrom.getUTCFullYear()) };
  const after = { ...before, [key]: joined([...(await versionsOf(trx, key)), version]) };
  const now = new Date().toISOString();
  let effect = noEffect;
  for (const { clocks } of await requestsBy(trx, key)) {
    effect = withRequest(effect, { clocks, before, after, now });
    if (effect.requests % atOnce === 0) await new Promise((goOn) => setImmediate(goOn));
  }
  return effect;
}

function refuseFaults(written: WrittenCalendar): void {
  const fault = faultOf(written);
  if (fault) throw new ProblemError('calendar-invalid', { fault });
}

/** What has been counted stays counted: a version begins now at the earliest. */
const notPast = (at: string | null): Date => new Date(Math.max(Date.now(), at === null ? 0 : Date.parse(at)));
