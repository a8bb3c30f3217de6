import { Button, TextInput } from '@mantine/core';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CalendarEffect, ServiceLevelTable } from '../../api/types.ts';
import { newKey } from '../composer/new-key.ts';
import { useFormat } from '../i18n/format.ts';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { DeadlineEffect, Recount } from './deadline-effect.tsx';
import { LevelTable } from './level-table.tsx';
import './service-levels.css';

/** What customers are owed: the tables in force, where they are edited, and how they come to count for what is open. */
export default function ServiceLevels() {
  const { t } = useTranslation();
  const mayPublish = may(useMe(), 'designer', 'administrator');
  const levels = useApi('GET /api/service-levels', {});
  if (levels.isPending) return <Waiting />;
  if (!levels.data) return <Failure error={levels.error} retry={() => void levels.refetch()} />;
  const { items } = levels.data;
  return (
    <div className="service-levels">
      <p className="muted">{t('serviceLevels.hint')}</p>
      {items.length === 0 && <p>{t('serviceLevels.none')}</p>}
      {items.map((item) => (
        <InForce key={item.process.key} item={item} />
      ))}
      {mayPublish && items.length > 0 && <ForOpen items={items} />}
    </div>
  );
}

function InForce({ item }: { item: ServiceLevelTable }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayEdit = may(useMe(), 'designer', 'administrator');
  const { table, process } = item;
  return (
    <section aria-labelledby={`level-${process.key}`}>
      <div className="section-actions section-actions--headed">
        <h2 id={`level-${process.key}`}>{table?.title ?? process.name}</h2>
        {table && mayEdit && (
          <Button
            component={Link}
            href={`/designer/decision/${table.key}`}
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={15} aria-hidden />}
          >
            {t('serviceLevels.edit')}
          </Button>
        )}
      </div>
      <p className="muted small">
        {table && t('serviceLevels.since', { number: table.number, at: format.dateTime(table.publishedAt) })}{' '}
        {t('serviceLevels.requests', { count: item.requests })}
      </p>
      <LevelTable item={item} />
    </section>
  );
}

/** The published tables count for open requests too: first the effect, then the deed. */
function ForOpen({ items }: { items: ServiceLevelTable[] }) {
  const { t } = useTranslation();
  const [effect, setEffect] = useState<CalendarEffect | null>(null);
  const [batch, setBatch] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [deed, setDeed] = useState(newKey);
  const look = useAct('POST /api/service-levels/preview', { onDone: setEffect });
  const apply = useAct('POST /api/service-levels/apply', {
    onDone: (done) => {
      setBatch(done.batch);
      setEffect(null);
      setReason('');
      setDeed(newKey());
      refresh((name) => name === 'GET /api/service-levels');
    },
  });
  const earlier = items.reduce((sum, item) => sum + item.earlierVersion, 0);
  return (
    <section aria-labelledby="levels-open">
      <h2 id="levels-open">{t('serviceLevels.open')}</h2>
      <p>{earlier === 0 ? t('serviceLevels.allCurrent') : t('serviceLevels.earlierVersion', { count: earlier })}</p>
      {effect && <DeadlineEffect effect={effect} title={t('serviceLevels.effect', { count: effect.requests })} />}
      {earlier > 0 && (
        <div className="dialog-form">
          {effect && (
            <TextInput
              label={t('calendars.reason')}
              description={t('serviceLevels.undoHint')}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          <div className="section-actions">
            <Button
              variant="default"
              loading={look.isPending}
              leftSection={<IconEye size={16} aria-hidden />}
              onClick={() => look.mutate({ body: { draft: null } })}
            >
              {t('calendars.preview')}
            </Button>
            {effect && (
              <Button loading={apply.isPending} onClick={() => apply.mutate({ body: { reason }, key: deed })}>
                {t('serviceLevels.apply')}
              </Button>
            )}
          </div>
        </div>
      )}
      {batch && <Recount batch={batch} />}
    </section>
  );
}
