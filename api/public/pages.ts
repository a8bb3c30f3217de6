import formbody from '@fastify/formbody';
import formMultipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../app.ts';
import { publicAssetRoutes } from './assets.ts';
import { contactRoutes } from './contact/routes.ts';
import { expertRoutes } from './expert/routes.ts';
import { postOfficeRoutes } from './post-office/routes.ts';

/** Pages for people without an account, rendered here: they work without JavaScript. */
export async function publicPages(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  await app.register(formbody);
  await app.register(formMultipart, { throwFileSizeLimit: false });
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true };
  });
  publicAssetRoutes(app);
  await app.register(async (scope) => contactRoutes(scope, deps));
  await app.register(async (scope) => expertRoutes(scope, deps));
  await app.register(async (scope) => postOfficeRoutes(scope, deps));
}
