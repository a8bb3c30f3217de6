import { Alert, Button, Group, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, Finding } from '../../api/types.ts';
import { newKey } from '../composer/new-key.ts';
import { api } from '../server/client.ts';
import { isProblem } from '../server/problem.ts';
import { problemText } from '../server/problem-text.ts';
import { refresh, useApi } from '../server/queries.ts';
import { Waiting } from '../shell/states.tsx';
import { complain, tell } from '../shell/toasts.tsx';
import { type Change, changesBetween } from './changes.ts';
import { LevelEffect } from './level-effect.tsx';
import { Problem } from './problems-panel.tsx';
import type { OpenDraft } from './use-draft.ts';
import { useWords } from './words.ts';

interface Preview {
  changes: Change[];
  isSame: boolean;
  findings: Finding[];
  running: number;
  number: number | null;
}

/** Last look before it counts: what changes, what is wrong, whom it concerns, and why. */
export function PublishDialog({ draft, open, onClose }: { draft: Draft; open: OpenDraft; onClose: () => void }) {
  const { t } = useWords();
  const [comment, setComment] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { type, key, title } = draft;
  const preview = useQuery({
    queryKey: ['publish preview', type, key, open.version()],
    queryFn: () => previewOf(type, key),
    gcTime: 0,
    staleTime: 0,
  });
  const names = useApi('GET /api/definitions', {}).data?.items;
  const levels = useApi('GET /api/service-levels', {}, { enabled: type === 'decision' }).data?.items;
  const isLevel = type === 'decision' && levels?.some(({ table }) => table?.key === key) === true;
  const [forOpen, setForOpen] = useState(false);
  const { t: tApp } = useTranslation();
  const nameOf = (one: { type: string; key: string }): string =>
    names?.find((item) => item.type === one.type && item.key === one.key)?.title ?? one.key;
  const errors = preview.data?.findings.filter((finding) => finding.severity === 'error') ?? [];
  const others = preview.data?.findings.filter((finding) => finding.severity !== 'error') ?? [];

  async function publish(): Promise<void> {
    setBusy(true);
    try {
      const { published } = await api('POST /api/definitions/:type/:key/publish', {
        params: { type, key },
        body: { comment },
        ifMatch: open.version(),
      });
      const what = published.map((one) => t('publishDialog.version', { title: nameOf(one), number: one.number })).join(', ');
      tell(published.length > 0 ? t('publishDialog.done', { what }) : t('publishDialog.unchanged'));
      if (isLevel && forOpen) await applyToOpen();
      refresh((name) => name.includes('definitions') || name.includes('service-levels'));
      onClose();
      open.reload();
    } catch (error) {
      if (isProblem(error, 'not-publishable')) void preview.refetch();
      else complain(problemText(error));
    } finally {
      setBusy(false);
    }
  }

  async function applyToOpen(): Promise<void> {
    const { requests } = await api('POST /api/service-levels/apply', { body: { reason: comment }, key: newKey() });
    tell(tApp('serviceLevels.applied', { count: requests }));
  }

  return (
    <Modal opened onClose={onClose} title={t('publishDialog.title', { title })} size="lg">
      {preview.isPending && <Waiting />}
      {preview.error && <Alert color="red">{problemText(preview.error)}</Alert>}
      {preview.data && (
        <div className="publish">
          <h2>{t('publishDialog.changes')}</h2>
          <Changes preview={preview.data} />
          {!(isLevel && forOpen) && (
            <p>
              {t(type === 'process' ? 'publishDialog.effectProcess' : 'publishDialog.effectTable', {
                running: t('running', { count: preview.data.running }),
              })}
            </p>
          )}
          {errors.length > 0 && (
            <Alert color="red" title={t('publishDialog.blocked')}>
              {errors.map((finding) => (
                <Problem key={`${finding.element}${finding.message.en}`} finding={finding} definition={key} />
              ))}
            </Alert>
          )}
          {others.length > 0 && (
            <details>
              <summary>
                {t('publishDialog.problems')} ({others.length})
              </summary>
              {others.map((finding) => (
                <Problem key={`${finding.element}${finding.message.en}`} finding={finding} definition={key} />
              ))}
            </details>
          )}
          {isLevel && errors.length === 0 && <LevelEffect table={key} forOpen={forOpen} choose={setForOpen} />}
          <Textarea
            data-autofocus
            mt="sm"
            label={t('publishDialog.comment')}
            description={t('publishDialog.commentHint')}
            value={comment}
            maxLength={1000}
            autosize
            minRows={2}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose}>
              {t('publishDialog.cancel')}
            </Button>
            <Button loading={isBusy} disabled={errors.length > 0} onClick={() => void publish()}>
              {t('publishDialog.confirm')}
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}

function Changes({ preview }: { preview: Preview }) {
  const { t } = useWords();
  if (preview.number === null) return <p>{t('publishDialog.first')}</p>;
  if (preview.isSame) return <p>{t('publishDialog.nothing', { number: preview.number })}</p>;
  if (preview.changes.length === 0) return <p>{t('publishDialog.layoutOnly')}</p>;
  return (
    <ul className="changes">
      {preview.changes.map((change) => (
        <li key={`${change.type}${change.id}`}>
          <span className="changes__type">{t(`change.${change.type}`)}</span> {change.label}
          {(change.before ?? change.after) !== undefined && (
            <span className="changes__values">
              {change.before !== undefined && <del>{change.before}</del>} {change.after !== undefined && <ins>{change.after}</ins>}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

async function previewOf(type: Draft['type'], key: string): Promise<Preview> {
  const params = { type, key };
  const [draft, { findings }] = await Promise.all([
    api('GET /api/definitions/:type/:key', { params }),
    api('POST /api/definitions/:type/:key/check', { params, body: {} }),
  ]);
  const number = draft.published?.number ?? null;
  const before =
    number === null ? null : (await api('GET /api/definitions/:type/:key/versions/:number', { params: { ...params, number } })).source;
  return {
    number,
    findings,
    running: draft.running,
    isSame: before === draft.source,
    changes: before === null ? [] : changesBetween(before, draft.source),
  };
}
