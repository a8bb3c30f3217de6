import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import type { DefinitionType } from '../../api/types.ts';
import { addTexts } from '../i18n/i18n.ts';
import { api } from '../server/client.ts';
import { ErrorBoundary } from '../shell/error-boundary.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import { DefinitionList } from './definition-list.tsx';
import { designerTexts } from './texts.ts';
import './designer.css';

addTexts('designer', designerTexts);

const editors = {
  process: lazy(() => import('./process-editor.tsx')),
  decision: lazy(() => import('./decision-editor.tsx')),
  form: lazy(() => import('./form-editor.tsx')),
};

const MigrationPage = lazy(() => import('../migration/migration-page.tsx'));
const BatchPage = lazy(() => import('../migration/batch-page.tsx'));

/** The process designer: what there is, and an editor for each type, loaded when it is opened. */
export default function Designer() {
  return (
    <ErrorBoundary>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/designer" component={DefinitionList} />
          <Route path="/designer/process/:key/migrate">{({ key }) => <MigrationPage process={key} />}</Route>
          <Route path="/designer/batches/:id">{({ id }) => <BatchPage id={id} back="/designer" />}</Route>
          <Route path="/designer/:type/:key">
            {({ type, key }) =>
              type in editors ? <Editor key={`${type}/${key}`} type={type as DefinitionType} name={key} /> : <NotFound />
            }
          </Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

/** Reads the draft once: from then on the editor is what counts, until it asks to begin anew. */
function Editor({ type, name }: { type: DefinitionType; name: string }) {
  const draft = useQuery({
    queryKey: ['open draft', type, name],
    queryFn: () => api('GET /api/definitions/:type/:key', { params: { type, key: name } }),
    staleTime: 0,
    gcTime: 0,
  });
  const TypeEditor = editors[type];
  if (draft.error) return <Failure error={draft.error} retry={() => void draft.refetch()} />;
  if (!draft.data) return <Waiting />;
  return <TypeEditor key={draft.dataUpdatedAt} draft={draft.data} reload={() => void draft.refetch()} />;
}
