import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionExpired } from '../server/client.ts';
import { isProblem } from '../server/problem.ts';
import { useStore } from '../shell/external-store.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { useSession } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { SignInPage } from './sign-in-page.tsx';

/** Shows its children to who is signed in. When the session ends under an open page, the sign-in comes over it and the page stays as it is. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const expired = useStore(sessionExpired);
  const session = useSession();
  if (session.data) {
    return (
      <>
        {children}
        <Modal
          opened={expired}
          onClose={() => undefined}
          withCloseButton={false}
          closeOnEscape={false}
          closeOnClickOutside={false}
          title={t('session.expired')}
        >
          <p className="muted">{t('session.expiredHint')}</p>
          <SignInForm email={session.data.account.email} />
        </Modal>
      </>
    );
  }
  if (session.isPending) return <Waiting label={t('common.loading')} />;
  if (isProblem(session.error) && session.error.status === 401) return <SignInPage problem={session.error} />;
  return <Failure error={session.error} retry={() => void session.refetch()} />;
}
