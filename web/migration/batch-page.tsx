import { Anchor, Button, Group, Progress } from '@mantine/core';
import { IconArrowLeft, IconPlayerStop } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Batch } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useAct, useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';
import { BatchItems } from './batch-items.tsx';
import { BatchTitle } from './batch-title.tsx';
import { useWords } from './words.ts';
import './migration.css';

/** How far a batch is, with its stop, and what came of each request. */
export default function BatchPage({ id, back }: { id: string; back: string }) {
  const t = useWords();
  const format = useFormat();
  const batch = useApi('GET /api/batches/:id', { params: { id } });
  const stop = useAct('POST /api/batches/:id/stop', {
    onDone: () => {
      tell(t('batch.stopped'));
      void batch.refetch();
    },
  });
  if (batch.error) return <Failure error={batch.error} retry={() => void batch.refetch()} />;
  if (!batch.data) return <Waiting />;
  const { data } = batch;
  const process = typeof data.subject['process'] === 'string' ? data.subject['process'] : null;
  return (
    <div className="page migration">
      <Anchor component={Link} href={process === null ? back : `/designer/process/${process}/migrate`} className="migration__back">
        <IconArrowLeft size={16} aria-hidden /> {t('batch.back')}
      </Anchor>
      <Group justify="space-between" align="start">
        <h1 className="page__title">
          <BatchTitle batch={data} />
        </h1>
        {data.state === 'running' && (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            loading={stop.isPending}
            onClick={() => stop.mutate({ params: { id } })}
          >
            {t('batch.stop')}
          </Button>
        )}
      </Group>
      <p className="muted">{t('batch.by', { name: data.by.name, at: format.dateTime(data.createdAt), reason: data.reason })}</p>
      <BatchProgress batch={data} />
      <BatchItems batch={data} />
    </div>
  );
}

function BatchProgress({ batch: { state, counts } }: { batch: Batch }) {
  const t = useWords();
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { done = 0, refused = 0 } = counts;
  const share = (count: number) => (all === 0 ? 0 : (count / all) * 100);
  const text = `${t(`batch.state.${state}`)}: ${t('batch.progress', { settled: done + refused, all })}`;
  return (
    <div className="migration__progress">
      <Progress.Root size="lg">
        <Progress.Section value={share(done)} color="teal" aria-label={`${t('batch.itemState.done')}: ${done}`} />
        <Progress.Section value={share(refused)} color="orange" aria-label={`${t('batch.itemState.refused')}: ${refused}`} />
      </Progress.Root>
      <p role="status">
        {text}
        {Object.entries(counts).map(([which, count]) => (
          <span key={which} className="muted">
            {' · '}
            {t(`batch.itemState.${which}`)} {count}
          </span>
        ))}
      </p>
    </div>
  );
}
