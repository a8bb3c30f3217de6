import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { lackingText } from '../inbox/lacking-text.ts';
import { useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { useNow } from '../shell/now.ts';

/** Where a waiting task stands in its line, when somebody is likely to get it, why, and what keeps it from going on. */
export function PlaceInLine({ task }: { task: string }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { title } = useVocabulary();
  const { data } = useApi('GET /api/tasks/:id/place', { params: { id: task } }, { refetchInterval: 60_000 });
  if (data?.place == null) return null;
  const { place, waiting, expectedAt, why, reservedFor, reservedUntil, overflowedAt, lacking } = data;
  return (
    <section className="place">
      <p>
        <strong>{t('place.place', { place, waiting })}</strong>
        {expectedAt && <> · {t('place.expected', { at: format.moment(expectedAt, now) })}</>}
      </p>
      <p className="muted small">{i18n.language === 'en' ? why.en : why.de}</p>
      {reservedFor && reservedUntil && (
        <p className="muted small">{t('place.reserved', { name: reservedFor.name, at: format.moment(reservedUntil, now) })}</p>
      )}
      {overflowedAt && <p className="muted small">{t('place.overflowed', { at: format.moment(overflowedAt, now) })}</p>}
      {lacking && (
        <p className="place__lacking">
          <IconAlertTriangle size={16} aria-hidden /> {lackingText(t, title, lacking)}
        </p>
      )}
    </section>
  );
}
