import { IconArrowBarToRight, IconClockPause, IconMailX, IconUser, IconUsersGroup } from '@tabler/icons-react';
import type { TaskView } from '../../api/types.ts';
import { useApi } from '../server/queries.ts';

/** The fixed views, in the order of the rail. */
export const views = [
  { view: 'next', icon: IconArrowBarToRight },
  { view: 'mine', icon: IconUser },
  { view: 'team', icon: IconUsersGroup },
  { view: 'waiting', icon: IconClockPause },
  { view: 'delivery-errors', icon: IconMailX },
] as const satisfies { view: TaskView; icon: unknown }[];

export function useCounts(enabled: boolean) {
  return useApi('GET /api/tasks/counts', {}, { enabled });
}

/** How many mails wait for people who see to the ledger. */
export function useLedgerCounts(enabled: boolean) {
  return useApi('GET /api/ledger/counts', {}, { enabled });
}
