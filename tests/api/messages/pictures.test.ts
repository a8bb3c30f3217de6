import fc from 'fast-check';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchPictures, type PictureNet } from '../../../api/messages/pictures.ts';
import { isPublicAddress } from '../../../config/public-address.ts';

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(20)]);
const asked: http.IncomingMessage[] = [];
let port = 0;
const server = http.createServer((request, response) => {
  asked.push(request);
  const goTo = (location: string): void => void response.writeHead(302, { location }).end();
  if (request.url === '/good') response.end(png);
  else if (request.url === '/moved') goTo('/good');
  else if (request.url === '/round') goTo('/round');
  else if (request.url === '/inside') goTo(`http://169.254.169.254/latest/meta-data`);
  else if (request.url === '/house') goTo(`http://intranet.example:${port}/good`);
  else if (request.url === '/file') goTo('file:///etc/passwd');
  else if (request.url === '/huge') response.end(Buffer.concat([png, Buffer.alloc(4_000_000)]));
  else if (request.url === '/page') response.setHeader('content-type', 'image/png').end('<script>alert(1)</script>');
  else if (request.url === '/vector') response.setHeader('content-type', 'image/svg+xml').end('<svg/>');
  else response.writeHead(404).end(png);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

/** As in the open internet, with one address of this machine that plays it: 127.0.0.1; `intranet.example` lies at another. */
const net: PictureNet = {
  lookup: (host, _options, callback) => callback(null, [{ address: host === 'intranet.example' ? '127.0.0.2' : '127.0.0.1', family: 4 }]),
  isAllowed: (address) => address === '127.0.0.1' || isPublicAddress(address),
};
const at = (path: string): string => `http://pictures.example:${port}${path}`;

test('a picture comes as a data address, also by a redirect, and nothing about us goes with the question', async () => {
  const pictures = await fetchPictures([at('/good'), at('/moved')], net);
  expect(pictures).toEqual({
    [at('/good')]: `data:image/png;base64,${png.toString('base64')}`,
    [at('/moved')]: expect.any(String) as string,
  });
  for (const { headers } of asked) expect(Object.keys(headers).toSorted()).toEqual(['accept', 'connection', 'host', 'user-agent']);
});

test.each(['/round', '/inside', '/house', '/file', '/huge', '/page', '/vector', '/missing'])('nothing is shown for %s', async (path) => {
  expect(await fetchPictures([at(path)], net)).toEqual({});
});

test.each([
  'http://127.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://user@pictures.example/',
])('nobody is asked at %s', async (address) => {
  const before = asked.length;
  expect(await fetchPictures([address.replace(/\/$/, `:${port}/good`)], { ...net, isAllowed: isPublicAddress })).toEqual({});
  expect(asked).toHaveLength(before);
});

test('a name is not asked where one of its addresses lies within the house', async () => {
  const lookup: PictureNet['lookup'] = (_host, _options, callback) =>
    callback(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]);
  expect(await fetchPictures([at('/good')], { ...net, lookup })).toEqual({});
});

test('no address of a house, of this machine or in another spelling counts as the open internet', () => {
  fc.assert(fc.property(fc.ipV4(), (address) => !isPublicAddress(`::ffff:${address}`)));
  for (const address of [
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.1.1',
    '255.255.255.255',
    'fe80::1',
    'fd00::1',
    '::',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
  ])
    expect(isPublicAddress(address)).toBe(false);
  for (const address of ['93.184.215.14', '172.32.0.1', '2606:2800:21f:cb07::1', '2a00:1450:4001::1'])
    expect(isPublicAddress(address)).toBe(true);
});
