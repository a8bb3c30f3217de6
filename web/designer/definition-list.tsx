import { IconChevronRight, IconForms, IconSitemap, IconTable } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { DefinitionItem, DefinitionType } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { DefinitionState } from './definition-state.tsx';
import { useWords } from './words.ts';

const types: { type: DefinitionType; icon: typeof IconTable }[] = [
  { type: 'process', icon: IconSitemap },
  { type: 'decision', icon: IconTable },
  { type: 'form', icon: IconForms },
];

/** Everything that designers edit, with its state in words. */
export function DefinitionList() {
  const { t } = useWords();
  const list = useApi('GET /api/definitions', {});
  if (list.error) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  const { items } = list.data;
  return (
    <div className="page definitions">
      <h1 className="page__title">{t('title')}</h1>
      <p className="muted">{t('lead')}</p>
      {types.map(({ type, icon: Icon }) => (
        <section key={type} aria-labelledby={`definitions-${type}`}>
          <h2 id={`definitions-${type}`}>
            <Icon size={19} aria-hidden /> {t(`types.${type}`)}
          </h2>
          <ul>
            {items
              .filter((item) => item.type === type)
              .map((item) => (
                <li key={item.key}>
                  <DefinitionRow item={item} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function DefinitionRow({ item }: { item: DefinitionItem }) {
  const { t } = useWords();
  const format = useFormat();
  const at = format.dateTime(item.updatedAt);
  return (
    <Link href={`/designer/${item.type}/${item.key}`} className="definition">
      <span className="definition__name">
        <strong>{item.title}</strong>
        <span className="muted small">
          {item.updatedBy ? t('changedBy', { name: item.updatedBy.name, at }) : t('changedByProduct', { at })}
        </span>
      </span>
      {item.running !== null && item.running > 0 && <span className="muted small">{t('running', { count: item.running })}</span>}
      <DefinitionState definition={item} />
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}
