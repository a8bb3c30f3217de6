import { BlockList, isIP } from 'node:net';

const closed = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, prefix, 'ipv4');

const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');

/** Ranges within 2000::/3 that carry an IPv4 address or lead into a house: Teredo, 6to4, documentation, benchmarks, ORCHID. */
const closedWithin = new BlockList();
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closedWithin.addSubnet(net, prefix, 'ipv6');

/** Whether an address lies in the open internet (IANA's special-purpose registries): nothing of the house, of this machine or of a cloud's metadata. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  if (family !== 6) return false;
  return open.check(address, 'ipv6') && !closedWithin.check(address, 'ipv6');
}
