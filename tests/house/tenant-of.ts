import { allTenants } from '../../db/stuck.ts';
import type { House } from './house.ts';

/** The house's only tenant. */
export async function tenantOf(house: House): Promise<string> {
  const [only] = await allTenants(house.db);
  if (!only) throw new Error('The house has no tenant yet.');
  return only.tenant;
}
