import { advance, type AdvanceDeps } from '../../../activities/advance.ts';
import { createInterpreter } from '../../../activities/interpreter/interpreter.ts';
import { stepTypes } from '../../../activities/steps/index.ts';
import type { JobStep, TransactionStep } from '../../../activities/steps/step.ts';
import { asTenant, connect, type Db, json, type Trx } from '../../../db/client.ts';
import { recordEvent } from '../../../db/request-events.ts';
import { openRequest } from '../../../db/requests.ts';
import { compile } from '../../../domain/process/compile.ts';
import { position, variablesOf } from '../../../domain/process/position.ts';
import type { Position, Variables } from '../../../domain/process/types.ts';
import type { AdvanceOutcome, EventAnswer } from '../../../workflows/contracts.ts';
import { createTestDatabase } from '../../database.ts';
import { provisionTenant, testSecretKey } from '../../tenant.ts';

/** Monday, 10:00 in Berlin. */
export const monday = new Date('2026-11-23T09:00:00.000Z');

type Event = Omit<Parameters<typeof recordEvent>[1], 'request' | 'actor'>;

/** A tenant whose entry process each test draws for itself, on a real database and with the real interpreter. */
export interface Drawn {
  db: Db;
  tenant: string;
  /** Of the superuser, who may do what the application may not. */
  ownerUrl: string;
  /** The virtual clock. */
  clock: { now: Date };
  delivered: { request: string; event: string }[];
  deps(more?: Partial<AdvanceDeps>): AdvanceDeps;
  inTenant<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** New requests run this model (its process is called `intake`) from now on. */
  draw(model: string): Promise<void>;
  /** A request that nobody has looked at yet. */
  open(text?: string): Promise<string>;
  record(request: string, event: Event): Promise<string>;
  advance(request: string, more?: Partial<AdvanceDeps>): Promise<AdvanceOutcome>;
  /** Until nothing is left for another transaction. @returns how many it took. */
  advanceAll(request: string, more?: Partial<AdvanceDeps>): Promise<number>;
  answerOf(event: string): Promise<EventAnswer | null>;
  positionOf(request: string): Promise<Position>;
  variablesOf(request: string): Promise<Variables>;
  end(): Promise<void>;
}

/** Makes a step type known besides those of the product. */
export function addStep(step: TransactionStep | JobStep): void {
  (stepTypes as Map<string, TransactionStep | JobStep>).set(step.id, step);
}

/** The tenant's entry process is this model from now on. */
export async function publishModel(trx: Trx, model: string): Promise<void> {
  const answers = await trx.selectFrom('answer').select('key').distinct().execute();
  const set = { processes: { intake: model }, decisions: {}, forms: {}, answers: answers.map(({ key }) => key) };
  const { graph, findings } = await compile({ set, process: 'intake', steps: [...stepTypes.values()], resolveProcess: () => null });
  if (!graph) throw new Error(`The model cannot be published: ${json(findings)}`);
  await trx
    .insertInto('graph')
    .values({ hash: graph.hash, process: 'intake', content: json(graph) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx.updateTable('published_process').set({ graph: graph.hash }).where('process', '=', 'intake').execute();
}

export async function createDrawn(): Promise<Drawn> {
  const database = await createTestDatabase();
  const db = connect(database.appUrl);
  const interpreter = createInterpreter();
  const { tenant, mailbox } = await provisionTenant(database.url, db);
  const clock = { now: monday };
  const delivered: Drawn['delivered'] = [];
  let opened = 0;
  const inTenant = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => asTenant(db, tenant, work);
  const rowOf = (id: string) => inTenant((trx) => trx.selectFrom('request').select('state').where('id', '=', id).executeTakeFirstOrThrow());

  const drawn: Drawn = {
    db,
    tenant,
    ownerUrl: database.url,
    clock,
    delivered,
    inTenant,
    deps: (more) => ({
      db,
      interpreter,
      services: { appUrl: 'http://app.test', secretKey: testSecretKey },
      now: () => clock.now,
      deliver: (event) => Promise.resolve(delivered.push(event)),
      ...more,
    }),
    draw: (model) => inTenant((trx) => publishModel(trx, model)),
    async open(text = 'Ist die Creme vegan?') {
      opened += 1;
      const { request } = await inTenant((trx) =>
        openRequest(trx, {
          channel: 'mail',
          subject: 'Frage',
          language: 'de',
          mailbox,
          requester: { name: 'Eva Lindner', address: 'eva.lindner@kunden.example' },
          message: { text },
          key: `inbound:${opened}`,
          receivedAt: clock.now,
        }),
      );
      return request;
    },
    async record(request, event) {
      const { id } = await inTenant((trx) => recordEvent(trx, { request, actor: { type: 'system' }, occurredAt: clock.now, ...event }));
      return id;
    },
    advance: (request, more) => advance(drawn.deps(more), { tenant, request, generation: 1 }),
    async advanceAll(request, more) {
      for (let times = 1; ; times += 1) if (!(await drawn.advance(request, more)).more) return times;
    },
    async answerOf(event) {
      const row = await inTenant((trx) =>
        trx.selectFrom('request_event').select('answer').where('id', '=', event).executeTakeFirstOrThrow(),
      );
      return row.answer as EventAnswer | null;
    },
    async positionOf(request) {
      const { state } = await rowOf(request);
      if (!state) throw new Error('It has not begun.');
      return position(state);
    },
    async variablesOf(request) {
      const { state } = await rowOf(request);
      return state ? variablesOf(state) : {};
    },
    async end() {
      await interpreter.stop();
      await db.destroy();
      await database.drop();
    },
  };
  return drawn;
}
