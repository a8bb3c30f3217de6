import { Resolver } from 'node:dns/promises';
import type { DNSResolver } from 'mailauth';

/** Asks the machine's own name servers (`system`) or those at the given addresses; two seconds and two tries each. */
export function resolverOf(servers: string): DNSResolver {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (servers !== 'system') resolver.setServers(servers.split(',').map((one) => one.trim()));
  return (name, type) => resolver.resolve(name, type) as Promise<string[] | string[][]>;
}
