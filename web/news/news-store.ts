import type { News } from '../../api/types.ts';
import { createStore } from '../shell/external-store.ts';
import { refresh, type ReadRoute } from '../server/queries.ts';

/** Whether news arrives. `lost` begins only after some seconds, so a short gap cries no wolf. */
export const connection = createStore<'connecting' | 'live' | 'lost'>('connecting');

const everyList = ['GET /api/tasks', 'GET /api/tasks/counts', 'GET /api/board', 'GET /api/board/requests', 'GET /api/board/interventions'];
/** Lists that a change of this entity may touch; what belongs to its request is always among it. */
const touched: Record<News['entity'], readonly string[]> = {
  task: [...everyList, 'GET /api/tasks/:id', 'GET /api/session'],
  request: [
    ...everyList,
    'GET /api/requests',
    'GET /api/customers/:id',
    'GET /api/incidents',
    'GET /api/incidents/groups',
    'GET /api/ledger',
    'GET /api/ledger/mails',
  ],
  message: [...everyList, 'GET /api/ledger', 'GET /api/ledger/counts', 'GET /api/ledger/mails'],
  consultation: [...everyList, 'GET /api/experts'],
  account: ['GET /api/session', 'GET /api/vocabulary', 'GET /api/board', 'GET /api/board/interventions', 'GET /api/accounts'],
  mailbox: ['GET /api/mailboxes', 'GET /api/ledger'],
  definition: [],
  mail: ['GET /api/mail-policy', 'GET /api/ledger', 'GET /api/ledger/counts', 'GET /api/ledger/mails', 'GET /api/ledger/mails/:id'],
  notification: ['GET /api/notifications'],
  batch: ['GET /api/batches', 'GET /api/batches/:id', 'GET /api/batches/:id/items'],
};

/** Sums and long lists that every mail touches: looked at again this often (milliseconds) at most. */
const pauseOf = (name: ReadRoute): number => (name.startsWith('GET /api/ledger') ? 2000 : name.startsWith('GET /api/board') ? 1000 : 100);
const collectors = [100, 1000, 2000].map((pause) => collector(pause, (name) => pauseOf(name) === pause));

/** Takes in one piece of news; what comes within a tenth of a second is fetched together. */
export function takeNews(news: News): void {
  for (const collect of collectors) collect(news);
}

function collector(pause: number, isMeant: (name: ReadRoute) => boolean): (news: News) => void {
  let waiting: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (news) => {
    waiting.push(news);
    timer ??= setTimeout(() => {
      const batch = waiting;
      waiting = [];
      timer = undefined;
      refresh((name, params) => isMeant(name) && batch.some((one) => concerns(one, name, params)));
    }, pause);
  };
}

/** Too much was missed: everything shown is fetched again. */
export function takeReset(): void {
  refresh(() => true);
}

function concerns(news: News, name: ReadRoute, params: Record<string, string>): boolean {
  if (touched[news.entity].includes(name)) return true;
  if (news.entity === 'definition') return name.includes('definition') || name.includes('diagram');
  const request = news.request ?? (news.entity === 'request' ? news.id : null);
  return request !== null && name.startsWith('GET /api/requests/:id') && params['id'] === request;
}
