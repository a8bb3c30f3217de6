import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { rasterType } from './content-type.ts';
import { isPublicAddress } from '../../config/public-address.ts';

const mostBytes = 3 * 1024 * 1024;
const mostBytesTogether = 12 * 1024 * 1024;
const mostRedirects = 3;
const mostAtOnce = 6;
const patience = 5000;

/** How addresses are looked up and which of them may be asked: the open internet, unless a test has its own. */
export interface PictureNet {
  lookup: LookupFunction;
  isAllowed: (address: string) => boolean;
}

const openNet: PictureNet = { lookup: systemLookup, isAllowed: isPublicAddress };

/**
 * Fetches pictures of a mail for a person who asked for them: no cookies, no referrer, nothing that is no raster picture by its bytes, at most
 * 3 MB each and 12 MB together, five seconds each. @returns by address, as `data:` addresses; what could not be had is left out.
 */
export async function fetchPictures(addresses: string[], net: PictureNet = openNet): Promise<Record<string, string>> {
  const pictures: Record<string, string> = {};
  const waiting = [...addresses];
  let left = mostBytesTogether;
  const work = async (): Promise<void> => {
    for (let address = waiting.shift(); address !== undefined && left > 0; address = waiting.shift()) {
      const content = await fetchPicture(address, net).catch(() => null);
      const type = content === null ? null : rasterType(content);
      if (content === null || type === null || (left -= content.length) < 0) continue;
      pictures[address] = `data:${type};base64,${content.toString('base64')}`;
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return pictures;
}

/** Each redirect is looked at like the first address: it may lead into the house. */
async function fetchPicture(address: string, net: PictureNet): Promise<Buffer | null> {
  const signal = AbortSignal.timeout(patience);
  let url = new URL(address);
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const answer = await get(url, net, signal);
    if (answer.location === null) return answer.content;
    url = new URL(answer.location, url);
  }
  return null;
}

interface Answer {
  location: string | null;
  content: Buffer | null;
}

function get(url: URL, net: PictureNet, signal: AbortSignal): Promise<Answer> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Node does not look a bare address up, so it is checked here; `lookup` checks the address that is really connected to.
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || (isIP(host) !== 0 && !net.isAllowed(host))) {
    return Promise.reject(new Error('not an address of the open internet'));
  }
  const { request } = url.protocol === 'https:' ? https : http;
  const headers = { accept: 'image/*', 'user-agent': 'Mozilla/5.0' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, signal, agent: false, lookup: checkedLookup(net), maxHeaderSize: 16_384 }, (response) => {
      const { statusCode = 0 } = response;
      const location = statusCode >= 300 && statusCode < 400 ? (response.headers.location ?? null) : null;
      if (location !== null || statusCode !== 200) {
        response.destroy();
        resolve({ location, content: null });
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostBytes) response.destroy(new Error('too large'));
        else chunks.push(chunk);
      });
      response.once('end', () => resolve({ location: null, content: Buffer.concat(chunks) }));
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end();
  });
}

/** The connection goes to the very address that was checked: a name that resolves otherwise a moment later gains nothing. */
function checkedLookup({ lookup, isAllowed }: PictureNet): LookupFunction {
  return (host, options, callback) =>
    lookup(host, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const allowed = addresses.filter((one) => isAllowed(one.address));
      if (error !== null || allowed.length === 0 || allowed.length < addresses.length) {
        callback(error ?? Object.assign(new Error('not an address of the open internet'), { code: 'EACCES' }), '', 4);
        return;
      }
      if (options.all) callback(null, allowed);
      else callback(null, allowed[0]!.address, allowed[0]!.family);
    });
}
