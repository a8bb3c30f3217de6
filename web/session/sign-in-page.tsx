import { IconArrowRight, IconLanguage } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, currentLanguage } from '../i18n/i18n.ts';
import { problemText } from '../server/problem-text.ts';
import type { Problem } from '../server/problem.ts';
import { Brand } from '../shell/brand.tsx';
import { complain } from '../shell/toasts.tsx';
import { signIn, type Role } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import './sign-in.css';

/** Only a demo tells its accounts: as a member of the problem that says nobody is signed in. */
interface DemoAccount {
  email: string;
  name: string;
  roles: Role[];
  /** In English, and more telling than the roles: `agent, first level`. */
  role: string;
  password: string;
}

export default function SignInPage({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const demo = (problem.body as { demoAccounts?: DemoAccount[] }).demoAccounts ?? [];
  const other = currentLanguage() === 'de' ? 'en' : 'de';
  return (
    <main className="sign-in">
      <section className="sign-in__story">
        <Brand />
        <div>
          <h1>{t('session.claim')}</h1>
          <p>{t('session.story')}</p>
        </div>
        <ol className="sign-in__steps" aria-hidden>
          {(['mail', 'task', 'answer', 'archive'] as const).map((step) => (
            <li key={step}>{t(`session.steps.${step}`)}</li>
          ))}
        </ol>
      </section>
      <section className="sign-in__entry">
        <button type="button" className="sign-in__language" lang={other} onClick={() => void changeLanguage(other)}>
          <IconLanguage size={17} aria-hidden /> {other === 'de' ? 'Deutsch' : 'English'}
        </button>
        <div className="sign-in__box">
          <h2>{t('session.title')}</h2>
          <SignInForm />
          {demo.length > 0 && <DemoAccounts accounts={demo} />}
        </div>
      </section>
    </main>
  );
}

function DemoAccounts({ accounts }: { accounts: DemoAccount[] }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<string>();
  async function enter({ email, password }: DemoAccount): Promise<void> {
    setBusy(email);
    await signIn(email, password).catch((error: unknown) => complain(problemText(error)));
    setBusy(undefined);
  }
  return (
    <section className="sign-in__demo" aria-labelledby="demo-accounts">
      <h3 id="demo-accounts">{t('session.demo')}</h3>
      <ul>
        {accounts.map((account) => (
          <li key={account.email}>
            <button type="button" disabled={busy !== undefined} data-testid="demo-account" onClick={() => void enter(account)}>
              <span>
                <strong>{account.name}</strong>
                <small>{currentLanguage() === 'en' ? account.role : account.roles.map((role) => t(`role.${role}`)).join(', ')}</small>
              </span>
              <IconArrowRight size={16} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
