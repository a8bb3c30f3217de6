import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { ApiConfig } from '../config.ts';
import { sendProblem } from './errors.ts';

/** The built web app: hashed assets are cached for good, index.html never; every other address of a page is the app's own to resolve. */
export async function webApp(app: FastifyInstance, { webFolder }: ApiConfig): Promise<void> {
  const root = path.resolve(webFolder ?? path.join(import.meta.dirname, '../../web/dist'));
  const isBuilt = existsSync(path.join(root, 'index.html'));
  await app.register(fastifyStatic, { root, serve: false });
  const assets = { config: { access: 'public', rateLimit: false }, schema: { hide: true } } as const;
  app.get<{ Params: { '*': string } }>('/assets/*', assets, (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { immutable: true, maxAge: '1y' }),
  );
  app.setNotFoundHandler(async (request, reply) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    if (!isPage || /^\/(api|health|assets)(\/|$)/.test(pathname)) return sendProblem(request, reply, 'not-found');
    if (!isBuilt) return reply.code(503).type('text/plain').send('The web app is not built: run `npm run build`.');
    // Files beside the assets (favicon, manifest) have an ending; pages have none.
    if (/\.[a-z0-9]+$/i.test(pathname)) {
      const file = path.basename(pathname);
      return existsSync(path.join(root, file)) ? reply.sendFile(file, { maxAge: '1h' }) : sendProblem(request, reply, 'not-found');
    }
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
  });
}
