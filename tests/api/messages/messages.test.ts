import http from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant } from '../../../db/client.ts';
import { insertMessage } from '../../../db/messages.ts';
import { makeRequest } from '../rows.ts';
import { makeTenant, type Person, person, startTestApi, type TestApi } from '../test-api.ts';

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(20)]);
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

let api: TestApi;
let nora: Person;
let message: string;
let files: Record<string, string>;
const fetched: string[] = [];
const elsewhere = http.createServer((_request, response) => void response.end(Buffer.from('GIF89a...')));
beforeAll(async () => {
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const { port } = elsewhere.address() as AddressInfo;
  const lookup: LookupFunction = (host, _options, callback) => {
    fetched.push(host);
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
  };
  api = await startTestApi({ pictureNet: { lookup, isAllowed: () => true } });
  const tenant = await makeTenant(api);
  nora = await person(api, tenant);
  await asTenant(api.db, tenant, async (trx) => {
    const { request } = await makeRequest(trx);
    message = await insertMessage(trx, {
      request,
      type: 'customer',
      channel: 'mail',
      text: 'siehe Bild',
      html: `<p onclick="alert(1)">Hallo</p><img src="cid:photo@mail"><img src="cid:vector@mail"><img src="http://tracker.example:${port}/x.gif"><script>alert(1)</script>`,
      attachments: [
        { filename: 'photo.png', contentType: 'text/html', contentId: 'photo@mail', inline: true, content: png },
        { filename: 'vector.svg', contentType: 'image/svg+xml', contentId: 'vector@mail', inline: true, content: svg },
        { filename: 'Über"sicht\r\n.html', contentType: 'text/html', content: Buffer.from('<script>alert(1)</script>') },
      ],
    });
    const rows = await trx.selectFrom('attachment').select(['id', 'filename']).where('message', '=', message).execute();
    files = Object.fromEntries(rows.map(({ id, filename }) => [filename.split('.').at(-1)!, id]));
  });
});
afterAll(async () => {
  elsewhere.close();
  await api.close();
});

test("a mail's document is sandboxed, runs nothing and loads nothing from elsewhere unless asked", async () => {
  const plain = await nora.call(`GET /api/messages/${message}/document`);
  const policy = String(plain.headers['content-security-policy']);
  expect(policy).toMatch(/^sandbox allow-popups/);
  expect(policy).not.toContain('allow-scripts');
  expect(policy).not.toContain('allow-same-origin');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toContain('img-src data:;');
  expect(plain.body).toContain('src="http://tracker.example:');
  expect(fetched).toEqual([]);
});

test('pictures from elsewhere are fetched by us when they are asked for, and come inside the document', async () => {
  const { body, headers } = await nora.call(`GET /api/messages/${message}/document?images=1`);
  expect(body).toContain('<img src="data:image/gif;base64,');
  expect(String(headers['content-security-policy'])).toContain('img-src data:;');
  expect(fetched).toEqual(['tracker.example']);
});

test('pictures of the mail itself come inside the document, told by their bytes; vector graphics do not', async () => {
  const { body } = await nora.call(`GET /api/messages/${message}/document`);
  expect(body).toContain(`data:image/png;base64,${png.toString('base64')}`);
  expect(body).not.toContain(svg.toString('base64'));
});

test('a file is offered for download under its own name and never shown as what it claims to be', async () => {
  const html = await nora.call(`GET /api/attachments/${files['html']}?inline=1`);
  expect(html.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' });
  expect(html.headers['content-disposition']).toBe(
    `attachment; filename="_ber_sicht__.html"; filename*=UTF-8''%C3%9Cber%22sicht%0D%0A.html`,
  );
  expect((await nora.call(`GET /api/attachments/${files['svg']}?inline=1`)).headers['content-disposition']).toMatch(/^attachment/);
  expect((await nora.call(`GET /api/attachments/${files['png']}`)).headers['content-disposition']).toMatch(/^attachment/);
  expect((await nora.call(`GET /api/attachments/${files['png']}?inline=1`)).headers).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': expect.stringMatching(/^inline/) as string,
  });
});
