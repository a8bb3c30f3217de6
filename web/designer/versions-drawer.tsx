import { Anchor, Button, Drawer, Group, Modal } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import type { DefinitionVersion, Draft } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { api } from '../server/client.ts';
import { isProblem } from '../server/problem.ts';
import { problemText } from '../server/problem-text.ts';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { complain, tell } from '../shell/toasts.tsx';
import type { OpenDraft } from './use-draft.ts';
import { useWords } from './words.ts';

const VersionView = lazy(() => import('./version-view.tsx'));

/** All published versions: who, when, why, and how many requests still run on each. An old one goes back by way of the draft. */
export function VersionsDrawer({ draft, open, onClose }: { draft: Draft; open: OpenDraft; onClose: () => void }) {
  const { t } = useWords();
  const { type, key, title } = draft;
  const versions = useApi('GET /api/definitions/:type/:key/versions', { params: { type, key } });
  const [viewed, view] = useState<number | null>(null);
  const [chosen, choose] = useState<number | null>(null);

  async function restore(number: number): Promise<void> {
    try {
      await open.flush();
      await api('POST /api/definitions/:type/:key/versions/:number/restore', { params: { type, key, number }, ifMatch: open.version() });
      tell(t('versions.restored', { number }));
      onClose();
      open.reload();
    } catch (error) {
      complain(problemText(error));
      if (isProblem(error, 'draft-changed')) open.reload();
    }
  }

  return (
    <Drawer opened onClose={onClose} position="right" title={t('versions.title')} size="md">
      {versions.isPending && <Waiting />}
      {versions.error && <Failure error={versions.error} retry={() => void versions.refetch()} />}
      {versions.data?.items.length === 0 && <p>{t('versions.none')}</p>}
      <ol className="versions">
        {versions.data?.items.map((version) => (
          <li key={version.number}>
            <VersionHead version={version} />
            {(version.running ?? 0) > 0 && (versions.data?.items.length ?? 0) > 1 && (
              <Anchor component={Link} href={`/designer/process/${key}/migrate?from=${version.number}`}>
                {t('versions.migrate')}
              </Anchor>
            )}
            {chosen === version.number && <p role="alert">{t('versions.confirm', { number: version.number })}</p>}
            <Group gap="xs">
              <Button size="compact-sm" variant="default" onClick={() => view(version.number)}>
                {t('versions.view')}
              </Button>
              <Button
                size="compact-sm"
                variant={chosen === version.number ? 'filled' : 'default'}
                onClick={() => (chosen === version.number ? void restore(version.number) : choose(version.number))}
              >
                {t('versions.restore')}
              </Button>
            </Group>
          </li>
        ))}
      </ol>
      {viewed !== null && (
        <Modal opened onClose={() => view(null)} size="min(1100px, 95vw)" title={t('versions.viewTitle', { title, number: viewed })}>
          <Suspense fallback={<Waiting />}>
            <VersionView type={type} definition={key} number={viewed} />
          </Suspense>
        </Modal>
      )}
    </Drawer>
  );
}

function VersionHead({ version }: { version: DefinitionVersion }) {
  const { t } = useWords();
  const format = useFormat();
  const name = version.publishedBy?.name ?? t('versions.product');
  return (
    <>
      <strong>{t('versions.number', { number: version.number })}</strong>
      {version.running !== null && <span className="muted"> · {t('running', { count: version.running })}</span>}
      <div className="muted small">{t('versions.by', { name, at: format.dateTime(version.publishedAt) })}</div>
      {version.comment && <p className="versions__comment">{version.comment}</p>}
    </>
  );
}
