import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../app.ts';

const publicRoute = { config: { access: 'public', rateLimit: false }, schema: { hide: true } } as const;

/** `/health/live`: the process answers. `/health/ready`: what it needs answers too, within two seconds each; names what does not. */
export function health(app: FastifyInstance, { db, client }: ApiDeps): void {
  app.get('/health/live', publicRoute, () => ({ status: 'ok' }));
  app.get('/health/ready', publicRoute, async (_request, reply) => {
    const [database, temporal] = await Promise.all([
      answers(sql`select 1`.execute(db)),
      answers(client.connection.withDeadline(Date.now() + 2000, () => client.workflowService.getSystemInfo({}))),
    ]);
    const isReady = database && temporal;
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ok' : 'not-ready', database: word(database), temporal: word(temporal) });
  });
}

const word = (isUp: boolean): string => (isUp ? 'ok' : 'down');

async function answers(call: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 2000);
  });
  try {
    return await Promise.race([
      call.then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
