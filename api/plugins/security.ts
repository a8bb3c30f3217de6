import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { ApiConfig } from '../config.ts';

/** Headers and the general brake. Style needs 'unsafe-inline' for Mantine's and bpmn-js's inline styles; scripts come from our own files alone. */
export async function security(app: FastifyInstance, { appUrl, requestsPerMinute = 1200 }: ApiConfig): Promise<void> {
  const isSecure = appUrl.startsWith('https:');
  await app.register(helmet, {
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  await app.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' });
}
