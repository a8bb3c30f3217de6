import type { TFunction } from 'i18next';
import type { TimelineEntry } from '../../api/types.ts';
import type { Json } from '../../domain/process/types.ts';
import type { Format } from '../i18n/format.ts';

interface Names {
  kind: (key: string) => string;
  agent: (id: string) => string | undefined;
}

/** What an entry says beyond its name, in a line; null where the name says it all. Unknown data is left out rather than shown raw. */
export function timelineDetails({ kind, data }: TimelineEntry, t: TFunction, format: Format, names: Names): string | null {
  const text = (key: string): string | null => (typeof data[key] === 'string' ? data[key] : null);
  switch (kind) {
    case 'classified': {
      const matches = Array.isArray(data['matches']) ? data['matches'].filter((match) => typeof match === 'string') : [];
      return [names.kind(text('kind') ?? ''), ...matches.map((match) => `„${match}“`)].filter(Boolean).join(' · ');
    }
    case 'kind-changed':
      return [names.kind(text('before') ?? ''), names.kind(text('kind') ?? '')].join(' → ');
    case 'class-changed':
      return [text('before'), text('class')].filter(Boolean).join(' → ');
    case 'priority-set':
      return typeof data['priority'] === 'number' ? String(data['priority']) : t('clocks.byLevel');
    case 'task-changed':
      return data['lacking'] === true ? t('timeline.lacking', { name: names.agent(text('account') ?? '') ?? '' }) : null;
    case 'decided':
      return pairs(data['result']);
    case 'deadlines-set': {
      const at = text('firstResponseAt');
      return at && `${t('request.firstResponse')}: ${format.dateTime(at)}`;
    }
    case 'assigned': {
      const number = text('with');
      return [names.agent(text('account') ?? ''), number && t('request.together', { number })].filter(Boolean).join(' · ') || null;
    }
    case 'handed-over':
    case 'returned':
      return names.agent(text('account') ?? '') ?? null;
    case 'granted':
    case 'approval-asked':
      return typeof data['amount'] === 'number' ? format.money(Math.round(data['amount'] * 100)) : null;
    case 'deferred': {
      const until = text('until');
      return [until && format.dateTime(until), text('reason')].filter(Boolean).join(' · ') || null;
    }
    case 'mail-bounced':
      return [text('reason'), text('status'), data['hard'] === true && t('deadAddress.hard')].filter(Boolean).join(' · ') || null;
    case 'request-cancelled':
      return text('reason') === 'mail-overruled' ? t('withheld.overruled') : text('reason');
    case 'mail-withheld': {
      const reason = text('reason') ?? '';
      return t(`withheld.${reason}`, { defaultValue: t('withheld.other') });
    }
    case 'promise-made':
    case 'promise-broken':
    case 'notice-withheld': {
      const at = text('promiseAt');
      return at && t('request.promise', { at: format.dateTime(at) });
    }
    case 'reply-held': {
      const until = text('until');
      return until && format.dateTime(until);
    }
    case 'mail-handed-over': {
      const state = data['isPartial'] === true ? 'partial' : text('state');
      return state && isStanding(state) ? t(`conversation.delivery.${state}`) : null;
    }
    case 'token-moved': {
      const reason = text('reason') ?? '';
      return t(`board.reasons.idle.${reason}`, { defaultValue: reason });
    }
    case 'overflowed':
      return text('team');
    default:
      return text('reason');
  }
}

const isStanding = (state: string): state is 'accepted' | 'partial' | 'rejected' | 'unknown' =>
  ['accepted', 'partial', 'rejected', 'unknown'].includes(state);

function pairs(value: Json | undefined): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.entries(value)
    .flatMap(([name, part]) => (typeof part === 'object' ? [] : [`${name} ${part}`]))
    .join(' · ');
}
