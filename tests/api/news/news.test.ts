import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { announce, type Change } from '../../../db/changes.ts';
import { asTenant } from '../../../db/client.ts';
import { makeTenant, type Person, person, startTestApi, type TestApi } from '../test-api.ts';

let api: TestApi;
let tenant: string;
let nora: Person;
const readers: AbortController[] = [];
beforeAll(async () => {
  api = await startTestApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  tenant = await makeTenant(api);
  nora = await person(api, tenant);
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.abort();
});
afterAll(() => api.close());

const tell = (changes: Change[], where = tenant) => asTenant(api.db, where, (trx) => announce(trx, changes));
const task = (): Change => ({ entity: 'task', id: crypto.randomUUID() });

interface Stream {
  events: { id: string; event: string; data: { entity?: string; id?: string } }[];
  ids(): (string | undefined)[];
  last(): string;
  ended: Promise<void>;
}

/** Reads a stream like a browser and settles when it is ready. */
async function listen({ cookie }: Person, headers: Record<string, string> = {}, query = ''): Promise<Stream> {
  const reader = new AbortController();
  readers.push(reader);
  const { port } = api.app.server.address() as { port: number };
  const response = await fetch(`http://127.0.0.1:${port}/api/news${query}`, { headers: { cookie, ...headers }, signal: reader.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events: Stream['events'] = [];
  const ended = read(response, events).catch(() => undefined);
  await vi.waitFor(() => expect(events.some(({ event }) => event === 'ready')).toBe(true), { timeout: 10_000 });
  return {
    events,
    ids: () => events.filter(({ event }) => event === 'change').map(({ data }) => data.id),
    last: () => events.at(-1)!.id,
    ended,
  };
}

async function read(response: Response, events: Stream['events']): Promise<void> {
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      if (fields['event'])
        events.push({ id: fields['id'] ?? '', event: fields['event'], data: JSON.parse(fields['data'] ?? '{}') as object });
    }
  }
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

test('a committed change reaches every listener of the tenant once, with ids only', async () => {
  const [one, two] = [await listen(nora), await listen(nora)];
  const change = task();
  await tell([change]);
  await until(() => expect([one.ids(), two.ids()]).toEqual([[change.id], [change.id]]));
  expect(one.events.at(-1)).toEqual({
    id: expect.stringMatching(/^\d+$/) as string,
    event: 'change',
    data: { entity: 'task', id: change.id, request: null, account: null },
  });
});

test('another tenant hears nothing of it', async () => {
  const foreign = await makeTenant(api);
  const stranger = await listen(await person(api, foreign));
  const [theirs, ours] = [task(), task()];
  await tell([ours]);
  await tell([theirs], foreign);
  await until(() => expect(stranger.ids()).toEqual([theirs.id]));
});

test('a designer hears of definitions, not of tasks and messages', async () => {
  const designer = await listen(await person(api, tenant, { roles: ['designer'] }));
  const definition: Change = { entity: 'definition', id: crypto.randomUUID() };
  await tell([task(), { entity: 'message', id: crypto.randomUUID() }, definition]);
  await until(() => expect(designer.ids()).toEqual([definition.id]));
});

test('after a break everything since the last number comes, whether by header or by query', async () => {
  const first = await listen(nora);
  await tell([task()]);
  await until(() => expect(first.ids()).toHaveLength(1));
  const seen = first.last();
  readers.pop()?.abort();
  const missed = [task(), task()];
  await tell(missed);
  for (const again of [await listen(nora, { 'last-event-id': seen }), await listen(nora, {}, `?since=${seen}`)]) {
    for (const { id } of missed) expect(again.ids()).toContain(id);
  }
});

test('who missed too much is told to fetch everything', async () => {
  const seen = (await listen(nora)).last();
  await asTenant(api.db, tenant, (trx) =>
    sql`insert into change (entity, id) select 'task', gen_random_uuid() from generate_series(1, 1100)`.execute(trx),
  );
  expect((await listen(nora, { 'last-event-id': seen })).events[0]).toMatchObject({ event: 'reset' });
});

test('a change whose number is lower but whose commit came later is not lost', async () => {
  const stream = await listen(nora);
  const [early, late] = [task(), task()];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let numbered = () => {};
  const isNumbered = new Promise<void>((resolve) => {
    numbered = resolve;
  });
  const slow = asTenant(api.db, tenant, async (trx) => {
    await announce(trx, [late]);
    numbered();
    await held;
  });
  await isNumbered;
  await tell([early]);
  await until(() => expect(stream.ids()).toContain(early.id));
  release();
  await slow;
  await until(() => expect(stream.ids()).toContain(late.id));
});

test('when the listening connection is lost it comes back, and what was missed comes after it', async () => {
  const stream = await listen(nora);
  const change = task();
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vorgang-news' and datname = current_database()`.execute(
    api.owner,
  );
  await tell([change]);
  await until(() => expect(stream.ids()).toContain(change.id));
  const next = task();
  await tell([next]);
  await until(() => expect(stream.ids()).toContain(next.id));
});

test('a graceful stop ends the streams', async () => {
  const other = await startTestApi({ beside: api });
  const address = await other.app.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(`${address}/api/news`, { headers: { cookie: nora.cookie } });
  const ended = read(response, []);
  await other.close();
  await ended;
});
