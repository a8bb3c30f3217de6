import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../server/problem-text.ts';
import { signIn } from './session.ts';

/** `email` is set and fixed where someone signs in again over an open page. */
export function SignInForm({ email: known }: { email?: string }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await signIn(email.trim(), password);
    } catch (reason) {
      setError(problemText(reason));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="sign-in__form" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('session.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        autoFocus={known === undefined}
        readOnly={known !== undefined}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('session.password')}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
      />
      {error && (
        <p className="sign-in__error" role="alert">
          <IconAlertCircle size={16} aria-hidden /> {error}
        </p>
      )}
      <Button type="submit" loading={busy} fullWidth size="md">
        {t('session.signIn')}
      </Button>
    </form>
  );
}
