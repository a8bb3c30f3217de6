import type { TFunction } from 'i18next';
import type { BoardRow } from '../../api/types.ts';
import type { BoardFilter } from './board-filter.ts';

/** Why a request stands in this list, in words; people's own words (an expert's name, a reason that somebody gave) stay as they are. */
export function reasonText(t: TFunction, { group }: BoardFilter, { reason }: BoardRow): string | null {
  if (reason === null) return null;
  if (group === 'unowned') return t('board.reasons.declined', { count: Number(reason) });
  if (group === 'incident')
    return t(`board.reasons.incident.${reason}`, { defaultValue: t('board.reasons.incident.other', { code: reason }) });
  if (group === 'promise-due') return t(`board.reasons.told.${reason}`, { defaultValue: t('board.reasons.told.mail') });
  return group === 'idle' ? t(`board.reasons.idle.${reason}`, { defaultValue: reason }) : reason;
}
