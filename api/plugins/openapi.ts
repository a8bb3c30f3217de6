import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** OpenAPI 3.1 from the routes' own schemas, at /api/openapi.json. Register before the routes. */
export async function openapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Vorgang', version: '0.1.0', description: 'Customer service as a business process.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'vorgang_session' } } },
    },
  });
  app.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () => app.swagger());
}
