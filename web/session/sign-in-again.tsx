import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SignInForm } from './sign-in-form.tsx';

/** The sign-in over an open page whose session has ended; there is no way around it and nothing lost behind it. */
export default function SignInAgain({ email }: { email: string }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('session.expired')}
    >
      <p className="muted">{t('session.expiredHint')}</p>
      <SignInForm email={email} />
    </Modal>
  );
}
