import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Batch, BatchItem } from '../../api/types.ts';
import { usePages } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import { useWords } from './words.ts';

const states = ['done', 'refused', 'waiting', 'sent', 'left'] as const;
type Opened = { what: 'undo' | 'correct'; item: BatchItem };

/** Each request with its result; one may be taken back, or put right by hand. */
export function BatchItems({ batch }: { batch: Batch }) {
  const t = useWords();
  const me = useMe();
  const [state, filter] = useState<BatchItem['state'] | ''>('');
  const [opened, open] = useState<Opened | null>(null);
  const query = { limit: 100, ...(state === '' ? {} : { state }) };
  const pages = usePages('GET /api/batches/:id/items', { params: { id: batch.id }, query });
  if (pages.error) return <Failure error={pages.error} retry={() => void pages.refetch()} />;
  const close = (): void => {
    open(null);
    void pages.refetch();
  };
  const mayCorrect = may(me, 'designer', 'administrator');
  return (
    <section aria-label={t('batch.result')}>
      <NativeSelect
        label={t('batch.filter')}
        value={state}
        data={[{ value: '', label: t('batch.all') }, ...states.map((value) => ({ value, label: t(`batch.itemState.${value}`) }))]}
        onChange={(event) => filter(event.currentTarget.value as BatchItem['state'] | '')}
      />
      {!pages.items && <Waiting />}
      {pages.items?.length === 0 && <p className="muted">{t('batch.empty')}</p>}
      {pages.items && pages.items.length > 0 && (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('request')}</th>
                <th scope="col">{t('batch.result')}</th>
                <th scope="col" aria-hidden />
              </tr>
            </thead>
            <tbody>
              {pages.items.map((item) => (
                <tr key={item.id}>
                  <th scope="row">{item.number}</th>
                  <td>
                    <Result item={item} />
                  </td>
                  <td>
                    <Group gap="xs" justify="end">
                      {mayCorrect && (
                        <Button size="compact-sm" variant="default" onClick={() => open({ what: 'correct', item })}>
                          {t('batch.correct')}
                        </Button>
                      )}
                      {mayCorrect && batch.kind === 'request-migrated' && item.state === 'done' && !item.undone && (
                        <Button size="compact-sm" variant="default" onClick={() => open({ what: 'undo', item })}>
                          {t('batch.undo')}
                        </Button>
                      )}
                    </Group>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages.hasNextPage && (
        <Button mt="sm" variant="default" size="xs" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {opened?.what === 'undo' && <UndoDialog item={opened.item} onClose={close} />}
      {opened?.what === 'correct' && <CorrectDialog request={opened.item.request} number={opened.item.number} onClose={close} />}
    </section>
  );
}

const known = new Set(['request-closed', 'event-not-armable', 'incident-gone']);

function Result({ item }: { item: BatchItem }) {
  const t = useWords();
  if (item.undone) return t('batch.undone');
  if (item.state !== 'refused') return t(`batch.itemState.${item.state}`);
  if (item.obstacles.length > 0) return item.obstacles.map(({ code, name }) => t(`obstacle.${code}`, { name })).join(' · ');
  const code = item.code ?? '';
  return t(`refused.${known.has(code) ? code : 'other'}`, { code });
}
