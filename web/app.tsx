import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { preferences } from './preferences/preferences.ts';
import { queryClient } from './server/queries.ts';
import { may, useMe } from './session/session.ts';
import { SessionGate } from './session/session-gate.tsx';
import { Announcer } from './shell/announcer.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { Toasts } from './shell/toasts.tsx';
import { theme } from './theme/theme.ts';
import { TasksPage } from './inbox/tasks-page.tsx';

const RequestPage = lazy(() => import('./request/request-page.tsx'));
const SearchPage = lazy(() => import('./search/search-page.tsx'));
const BoardPage = lazy(() => import('./board/board-page.tsx'));
const PromisesPage = lazy(() => import('./promises/promises-page.tsx'));
const AdministrationPage = lazy(() => import('./administration/administration-page.tsx'));
const LedgerPage = lazy(() => import('./ledger/ledger-page.tsx'));
const QuarantinePage = lazy(() => import('./ledger/quarantine-page.tsx'));
const IncidentsPage = lazy(() => import('./ledger/incidents-page.tsx'));
const BatchPage = lazy(() => import('./migration/batch-page.tsx'));
const CustomerPage = lazy(() => import('./customer/customer-page.tsx'));
const Designer = lazy(() => import('./designer/designer.tsx'));

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <SessionGate>
          <Shell>
            <Pages />
          </Shell>
        </SessionGate>
        <Toasts />
        <Announcer />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={Start} />
      <Route path="/tasks/:view/:request?" component={TasksPage} />
      <Route path="/requests/:request" component={RequestPage} />
      <Route path="/search/:request?" component={SearchPage} />
      <Route path="/customers/:customer" component={CustomerPage} />
      <Route path="/board/:group?/:request?" component={BoardPage} />
      <Route path="/promises" component={PromisesPage} />
      <Route path="/administration/:section?" component={AdministrationPage} />
      <Route path="/ledger/:mail?" component={LedgerPage} />
      <Route path="/quarantine/:mail?" component={QuarantinePage} />
      <Route path="/incidents/batches/:id">{({ id }) => <BatchPage id={id} back="/incidents" />}</Route>
      <Route path="/incidents/:request?" component={IncidentsPage} />
      <Route path="/designer/*?">
        <Designer />
      </Route>
      <Route component={NotFound} />
    </Switch>
  );
}

/** Everyone begins where their work is. */
function Start() {
  const me = useMe();
  if (may(me, 'agent')) return <Redirect to={`/tasks/${preferences.get().startView}`} replace />;
  if (may(me, 'lead')) return <Redirect to="/board" replace />;
  return <Redirect to={may(me, 'designer') ? '/designer' : '/administration'} replace />;
}
