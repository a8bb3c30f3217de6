import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

const read = (file: string) => readFileSync(path.join(import.meta.dirname, file));
const fingerprint = (content: Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 10);

/** Comments and indentation stay at home. */
const stylesheet = Buffer.from(
  read('style.css')
    .toString()
    .replaceAll(/\/\*[^]*?\*\/|\s*\n\s*/g, ''),
);
const postOfficeScript = read('post-office/refresh.js');

/** Named by their content, so that browsers may keep them for ever. */
export const stylesheetPath = `/public/style-${fingerprint(stylesheet)}.css`;
export const postOfficeScriptPath = `/public/post-office-${fingerprint(postOfficeScript)}.js`;

/** What the public pages load besides their HTML. */
export function publicAssetRoutes(app: FastifyInstance): void {
  const assets = [
    { path: stylesheetPath, type: 'text/css; charset=utf-8', content: stylesheet },
    { path: postOfficeScriptPath, type: 'text/javascript; charset=utf-8', content: postOfficeScript },
  ];
  for (const asset of assets) {
    app.get(asset.path, { config: { access: 'public', rateLimit: false } }, (_request, reply) =>
      reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.content),
    );
  }
}
