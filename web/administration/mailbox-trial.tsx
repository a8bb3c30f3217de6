import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconLoader2, IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiRoutes, MailboxRow } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useAct, useApi } from '../server/queries.ts';
import type { SignIn } from './mailbox-sign-in.tsx';

type Result = ApiRoutes['GET /api/mailboxes/trials/:id']['reply']['imap'];

interface MailboxTrialProps {
  mailbox: MailboxRow | null;
  address: string;
  form: Pick<MailboxRow, 'imap' | 'smtp' | 'language'>;
  signIn: SignIn;
}

/** Signs in at both servers with what is entered, before it is saved, and says what they said. */
export function MailboxTrial({ mailbox, address, form: { imap, smtp, language }, signIn }: MailboxTrialProps) {
  const { t } = useTranslation();
  const [trial, setTrial] = useState<string | null>(null);
  const start = useAct('POST /api/mailboxes/trials', { onDone: ({ id }) => setTrial(id) });
  const needsSaving = signIn.oauth !== null && (mailbox?.oauth?.tokenUrl !== signIn.oauth.tokenUrl || signIn.refreshToken !== '');
  const canTry = address !== '' && imap.host !== '' && smtp.host !== '' && (mailbox !== null || signIn.password !== '');
  const password = signIn.oauth === null && signIn.password !== '' ? { password: signIn.password } : {};
  if (needsSaving) return <p className="muted small">{t('administration.tryLater')}</p>;
  return (
    <div className="trial">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlugConnected size={15} aria-hidden />}
        disabled={!canTry}
        loading={start.isPending}
        onClick={() => {
          setTrial(null);
          start.mutate({ body: { ...(mailbox && { mailbox: mailbox.id }), address, language, imap, smtp, ...password } });
        }}
      >
        {t('administration.try')}
      </Button>
      {trial === null ? <p className="muted small">{t('administration.tryHint')}</p> : <TrialResults key={trial} id={trial} />}
    </div>
  );
}

function TrialResults({ id }: { id: string }) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const { data } = useApi('GET /api/mailboxes/trials/:id', { params: { id } }, isOver ? {} : { refetchInterval: 700 });
  if (data?.imap && data.smtp && !isOver) setOver(true);
  const folders = data?.imap?.folders ?? [];
  return (
    <div role="status">
      <ServerResult server="IMAP" result={data?.imap ?? null} />
      <ServerResult server="SMTP" result={data?.smtp ?? null} />
      {folders.length > 0 && <p className="muted small">{t('administration.triedFolders', { names: folders.join(', ') })}</p>}
    </div>
  );
}

function ServerResult({ server, result }: { server: string; result: Result }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = result === null ? 'waiting' : result.error ? 'failed' : result.messages === null ? 'well' : 'inbox';
  const StateIcon = { waiting: IconLoader2, failed: IconAlertTriangle, well: IconCircleCheck, inbox: IconCircleCheck }[state];
  return (
    <p className="trial__result" data-state={state}>
      <StateIcon size={16} aria-hidden />
      {t(`administration.tried.${state}`, { server, error: result?.error?.text, n: format.number(result?.messages ?? 0) })}
    </p>
  );
}
