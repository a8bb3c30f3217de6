import {
  IconArrowMerge,
  IconBan,
  IconCircleCheck,
  IconMailPlus,
  IconRefresh,
  IconRobot,
  IconTrash,
  IconTrashX,
  type Icon,
} from '@tabler/icons-react';
import type { LedgerRow } from '../../api/types.ts';
import type { Shortcut } from '../shell/shortcuts.ts';

export type Deed = LedgerRow['deeds'][number];

/** What a person may do about mails, in the order of the buttons; each key is the deed's shortcut. */
export const deeds = [
  { deed: 'release', icon: IconCircleCheck, shortcut: 'release' },
  { deed: 'again', icon: IconRefresh, shortcut: 'again' },
  { deed: 'join', icon: IconArrowMerge, shortcut: 'join' },
  { deed: 'request', icon: IconMailPlus, shortcut: 'makeRequest' },
  { deed: 'automatic', icon: IconRobot, shortcut: 'automatic' },
  { deed: 'spam', icon: IconTrashX, shortcut: 'spam' },
  { deed: 'block', icon: IconBan, shortcut: 'block' },
  { deed: 'discard', icon: IconTrash, shortcut: 'discard' },
] as const satisfies { deed: Deed; icon: Icon; shortcut: Shortcut }[];

/** What may be done to all of them. */
export function deedsOfAll(rows: Pick<LedgerRow, 'deeds'>[]): Deed[] {
  return deeds.map(({ deed }) => deed).filter((deed) => rows.length > 0 && rows.every((row) => row.deeds.includes(deed)));
}
