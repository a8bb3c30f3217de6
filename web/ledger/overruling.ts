import type { ApiRoutes } from '../../api/types.ts';
import { api } from '../server/client.ts';
import { refresh } from '../server/queries.ts';
import { createStore } from '../shell/external-store.ts';
import type { Deed } from './deeds.ts';

type State = ApiRoutes['POST /api/ledger/overrulings/states']['reply']['items'][number];

/** How far the deed is that is being carried out. */
export const underWay = createStore<{ done: number; total: number } | null>(null);

/** As many as one call may be about. */
const mostAtOnce = 100;
/** Milliseconds: what takes longer goes on by itself. */
const patience = 60_000;

export interface Overruled {
  states: State[];
  /** Mails whose verdict meanwhile cannot be overruled so. */
  skipped: string[];
}

/** Has a deed done to mails, in hundreds. @throws Problem where nothing was begun. */
export async function overrule({ deed, mails, request }: { deed: Deed; mails: string[]; request?: string }): Promise<Overruled> {
  const all: Overruled = { states: [], skipped: [] };
  await inHundreds(mails, async (some) => {
    const { overrulings, skipped } = await api('POST /api/ledger/mails/overrule', {
      body: { mails: some, deed, ...(request !== undefined && { request }) },
    });
    all.skipped.push(...skipped);
    all.states.push(...(await settled(overrulings, all.states.length, mails.length)));
  });
  return all;
}

/** Takes overrulings back. @throws Problem `not-undoable` where that can be done to none. */
export async function undo(overrulings: string[]): Promise<State[]> {
  const states: State[] = [];
  await inHundreds(overrulings, async (some) => {
    const begun = await api('POST /api/ledger/overrulings/undo', { body: { overrulings: some } });
    states.push(...(await settled(begun.overrulings, states.length, overrulings.length)));
  });
  return states;
}

async function inHundreds(ids: string[], work: (some: string[]) => Promise<void>): Promise<void> {
  try {
    for (let at = 0; at < ids.length; at += mostAtOnce) await work(ids.slice(at, at + mostAtOnce));
  } finally {
    underWay.set(null);
    refresh((name) => name.startsWith('GET /api/ledger'));
  }
}

/** Waits until all are done or refused; a cut line in between changes nothing about them. */
async function settled(overrulings: string[], before: number, total: number): Promise<State[]> {
  if (overrulings.length === 0) return [];
  const until = Date.now() + patience;
  let states: State[] = [];
  for (let pause = 150; Date.now() < until; pause = Math.min(pause * 1.5, 1500)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    states = await api('POST /api/ledger/overrulings/states', { body: { overrulings } }).then(
      ({ items }) => items,
      () => states,
    );
    const open = states.filter(({ state }) => state === 'asked').length;
    if (total > 1) underWay.set({ done: before + states.length - open, total });
    if (states.length > 0 && open === 0) break;
  }
  return states;
}
