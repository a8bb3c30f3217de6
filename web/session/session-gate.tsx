import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionExpired } from '../server/client.ts';
import { isProblem } from '../server/problem.ts';
import { useStore } from '../shell/external-store.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { useSession } from './session.ts';

const SignInPage = lazy(() => import('./sign-in-page.tsx'));
const SignInAgain = lazy(() => import('./sign-in-again.tsx'));

/** Shows its children to who is signed in. When the session ends under an open page, the sign-in comes over it and the page stays as it is. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const expired = useStore(sessionExpired);
  const session = useSession();
  if (session.data) {
    return (
      <>
        {children}
        <Suspense fallback={null}>{expired && <SignInAgain email={session.data.account.email} />}</Suspense>
      </>
    );
  }
  if (session.isPending) return <Waiting label={t('common.loading')} />;
  if (isProblem(session.error) && session.error.status === 401) {
    return (
      <Suspense fallback={<Waiting />}>
        <SignInPage problem={session.error} />
      </Suspense>
    );
  }
  return <Failure error={session.error} retry={() => void session.refetch()} />;
}
