import { Anchor, Group, NativeSelect } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { DefinitionVersion } from '../../api/types.ts';
import { useApi } from '../server/queries.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { EarlierBatches } from './earlier-batches.tsx';
import { MigrationPlan } from './migration-plan.tsx';
import { useWords } from './words.ts';
import './migration.css';

/** Moving running requests of a process to another version: which, where each goes, what would happen, and the start. */
export default function MigrationPage({ process }: { process: string }) {
  const t = useWords();
  const [, go] = useLocation();
  const params = { type: 'process' as const, key: process };
  const definition = useApi('GET /api/definitions/:type/:key', { params });
  const versions = useApi('GET /api/definitions/:type/:key/versions', { params });
  const [search] = useSearchParams();
  const asked = Number(search.get('from')) || undefined;
  const [chosen, choose] = useState<{ from?: number; to?: number }>({});
  const error = definition.error ?? versions.error;
  if (error) return <Failure error={error} retry={() => void versions.refetch()} />;
  if (!definition.data || !versions.data) return <Waiting />;
  const { items } = versions.data;
  const to = chosen.to ?? items.find((one) => one.number !== asked)?.number;
  const from = chosen.from ?? asked ?? (items.find((one) => one.number !== to && (one.running ?? 0) > 0) ?? items[1])?.number;
  const running = items.find((one) => one.number === from)?.running ?? 0;
  return (
    <div className="page migration">
      <Anchor component={Link} href={`/designer/process/${process}`} className="migration__back">
        <IconArrowLeft size={16} aria-hidden /> {t('back')}
      </Anchor>
      <h1 className="page__title">{t('title', { title: definition.data.title })}</h1>
      <p className="muted">{t('lead')}</p>
      {from === undefined || to === undefined ? (
        <Empty title={t('oneVersion')} hint={t('oneVersionHint')} />
      ) : (
        <>
          <Group align="end">
            <VersionSelect
              label={t('from')}
              versions={items}
              value={from}
              without={to}
              onChoose={(number) => choose({ to, from: number })}
            />
            <VersionSelect label={t('to')} versions={items} value={to} without={from} onChoose={(number) => choose({ from, to: number })} />
          </Group>
          {running === 0 ? (
            <Empty title={t('noneRunning')} hint={t('noneRunningHint')} />
          ) : (
            <MigrationPlan
              key={`${from} ${to}`}
              process={process}
              from={from}
              to={to}
              onStarted={(batch) => go(`/designer/batches/${batch}`)}
            />
          )}
        </>
      )}
      <EarlierBatches process={process} />
    </div>
  );
}

interface VersionSelectProps {
  label: string;
  versions: DefinitionVersion[];
  value: number;
  without: number;
  onChoose: (number: number) => void;
}

function VersionSelect({ label, versions, value, without, onChoose }: VersionSelectProps) {
  const t = useWords();
  const options = versions
    .filter(({ number }) => number !== without)
    .map(({ number, running }) => ({
      value: String(number),
      label: t('versionOption', { number, running: t('running', { count: running ?? 0 }) }),
    }));
  return (
    <NativeSelect label={label} data={options} value={String(value)} onChange={(event) => onChoose(Number(event.currentTarget.value))} />
  );
}
