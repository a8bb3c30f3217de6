import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MailboxRow } from '../../api/types.ts';

export interface SignIn {
  password: string;
  /** Null: by password. */
  oauth: MailboxRow['oauth'];
  clientSecret: string;
  refreshToken: string;
}

const providers = {
  microsoft: {
    tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    scope: 'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access',
  },
  google: { tokenUrl: 'https://oauth2.googleapis.com/token', scope: 'https://mail.google.com/' },
  other: { tokenUrl: '', scope: '' },
};
type Provider = keyof typeof providers;

/** By password, or by OAuth with tokens that the worker refreshes. What was entered is never shown again; left empty it stays. */
export function MailboxSignIn({ value, isNew, onChange }: { value: SignIn; isNew: boolean; onChange: (change: Partial<SignIn>) => void }) {
  const { t } = useTranslation();
  const { oauth } = value;
  const provider = oauth ? providerOf(oauth.tokenUrl) : 'password';
  const choose = (chosen: string | null): void =>
    onChange({
      oauth: chosen === 'password' || chosen === null ? null : { clientId: oauth?.clientId ?? '', ...providers[chosen as Provider] },
    });
  const toggle = { 'aria-label': t('session.showPassword') };
  return (
    <fieldset className="plain-fieldset">
      <legend>{t('administration.signIn')}</legend>
      <Select
        aria-label={t('administration.signIn')}
        allowDeselect={false}
        data={(['password', 'microsoft', 'google', 'other'] as const).map((one) => ({
          value: one,
          label: t(`administration.signIns.${one}`),
        }))}
        value={provider}
        onChange={choose}
      />
      {!oauth && (
        <PasswordInput
          label={t(isNew ? 'session.password' : 'administration.newPassword')}
          required={isNew}
          autoComplete="new-password"
          value={value.password}
          onChange={(event) => onChange({ password: event.currentTarget.value })}
          visibilityToggleButtonProps={toggle}
        />
      )}
      {oauth && (
        <>
          <TextInput
            label={t('administration.tokenUrl')}
            type="url"
            pattern="https://.*"
            required
            value={oauth.tokenUrl}
            onChange={(event) => onChange({ oauth: { ...oauth, tokenUrl: event.currentTarget.value } })}
          />
          <TextInput
            label={t('administration.scope')}
            value={oauth.scope}
            onChange={(event) => onChange({ oauth: { ...oauth, scope: event.currentTarget.value } })}
          />
          <div className="dialog-form__pair">
            <TextInput
              label={t('administration.clientId')}
              required
              value={oauth.clientId}
              onChange={(event) => onChange({ oauth: { ...oauth, clientId: event.currentTarget.value } })}
            />
            <PasswordInput
              label={t('administration.clientSecret')}
              autoComplete="off"
              value={value.clientSecret}
              onChange={(event) => onChange({ clientSecret: event.currentTarget.value })}
              visibilityToggleButtonProps={toggle}
            />
          </div>
          <PasswordInput
            label={t('administration.refreshToken')}
            description={t('administration.refreshTokenHint')}
            required={isNew}
            autoComplete="off"
            value={value.refreshToken}
            onChange={(event) => onChange({ refreshToken: event.currentTarget.value })}
            visibilityToggleButtonProps={toggle}
          />
        </>
      )}
    </fieldset>
  );
}

function providerOf(tokenUrl: string): Provider {
  if (tokenUrl.startsWith('https://login.microsoftonline.com/')) return 'microsoft';
  return tokenUrl === providers.google.tokenUrl ? 'google' : 'other';
}
