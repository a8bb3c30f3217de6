import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { SignedIn } from '../../db/accounts.ts';
import { type ChangeRow, changesSince, isKept, lastChange, sessionStands } from '../../db/changes-feed.ts';
import { asTenant } from '../../db/client.ts';
import type { Role } from '../../db/schema.ts';
import type { ApiDeps } from '../app.ts';
import { safeError } from '../plugins/log.ts';
import { ProblemError } from '../problems.ts';
import { tenantFeeds } from './feed.ts';
import { NewsQuery } from './schema.ts';

const heartbeat = 20_000;
const mostMissed = 1000;
/** Bytes that a reader may lag behind before it has to come again. */
const mostBuffered = 1024 * 1024;

/** Server-sent events with ids only; who may see a thing fetches it again. After a break the browser says the last number and gets what it missed. */
export function news(app: FastifyInstance, { db, news: listener, metrics }: ApiDeps): void {
  const feedOf = tenantFeeds(db, listener);
  const streams = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end();
  });

  app.get<{ Querystring: { since?: string } }>(
    '/api/news',
    {
      config: { access: 'signed-in' },
      schema: { summary: 'Changes as server-sent events (change, reset, ready)', tags: ['news'], querystring: NewsQuery },
    },
    async (request, reply) => {
      const { account } = request;
      if (!account) throw new ProblemError('signed-out');
      const header = request.headers['last-event-id'];
      const since = typeof header === 'string' && /^\d{1,15}$/.test(header) ? header : request.query.since;
      const stream = reply.raw;
      reply.hijack();
      stream.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      });
      stream.write(`retry: 2000\n\n`);

      const send = (changes: ChangeRow[]): void => {
        if (stream.writableLength > mostBuffered) stream.destroy();
        else
          stream.write(
            changes
              .filter((change) => maySee(account, change))
              .map(asEvent)
              .join(''),
          );
      };
      // First listen, then look back: nothing falls between. A change that comes twice is fetched twice.
      const feed = feedOf(account.tenant);
      const leave = feed.join((changes) => (changes === 'reset' ? stream.end() : send(changes)));
      const beat = setInterval(() => {
        stream.write(': still here\n\n');
        void asTenant(db, account.tenant, (trx) => sessionStands(trx, account.tokenHash)).then(
          (stands) => (stands ? undefined : stream.end()),
          () => undefined,
        );
      }, heartbeat);
      streams.add(stream);
      metrics.streams.inc();
      stream.on('close', () => {
        clearInterval(beat);
        leave();
        streams.delete(stream);
        metrics.streams.dec();
      });

      try {
        await feed.ready;
        const { last, missed, isWhole } = await asTenant(db, account.tenant, async (trx) => ({
          last: await lastChange(trx),
          missed: since === undefined ? [] : await changesSince(trx, Number(since), mostMissed + 1),
          isWhole: since === undefined || (await isKept(trx, Number(since))),
        }));
        if (!isWhole || missed.length > mostMissed) stream.write(`id: ${last}\nevent: reset\ndata: {}\n\n`);
        else send(missed);
        stream.write(`id: ${last}\nevent: ready\ndata: {}\n\n`);
      } catch (error) {
        request.log.warn({ err: safeError(error) }, 'news: looking back failed, the browser comes again');
        stream.destroy();
      }
    },
  );
}

function asEvent({ number, ...change }: ChangeRow): string {
  return `id: ${number}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
}

const readers: Record<string, Role[]> = {
  request: ['agent', 'lead', 'designer'],
  task: ['agent', 'lead'],
  message: ['agent', 'lead'],
  consultation: ['agent', 'lead'],
  account: ['lead', 'administrator'],
  definition: ['designer', 'administrator'],
  mailbox: ['lead', 'administrator'],
  batch: ['lead', 'designer', 'administrator'],
};

function maySee(account: SignedIn, change: ChangeRow): boolean {
  if (change.entity === 'account' && change.id === account.id) return true;
  if (change.entity === 'notification') return change.account === account.id;
  return account.roles.some((role) => readers[change.entity]?.includes(role));
}
