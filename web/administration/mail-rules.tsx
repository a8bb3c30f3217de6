import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailPolicy } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';
import { BlockedSenders } from './blocked-senders.tsx';
import { KnownSenders } from './known-senders.tsx';

/** Whether automatic mail goes out, how long answers are taken, who is blocked and who is known. */
export default function MailRules() {
  const policy = useApi('GET /api/mail-policy', {});
  if (policy.isPending) return <Waiting />;
  if (!policy.data) return <Failure error={policy.error} retry={() => void policy.refetch()} />;
  const { replyDays, mostAutomatic } = policy.data;
  return (
    <div className="mail-rules">
      <AutomaticMail policy={policy.data} />
      <Limits key={`${replyDays} ${mostAutomatic}`} policy={policy.data} />
      <BlockedSenders />
      <KnownSenders />
    </div>
  );
}

const refreshPolicy = (): void => refresh((name) => name === 'GET /api/mail-policy');

function AutomaticMail({ policy: { stopped } }: { policy: MailPolicy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = may(useMe(), 'administrator');
  const stop = useAct('POST /api/mail-policy/stop', { onDone: refreshPolicy });
  const resume = useAct('POST /api/mail-policy/resume', { onDone: refreshPolicy });
  const at = stopped && format.dateTime(stopped.at);
  return (
    <section className="card" data-state={stopped ? 'failing' : 'well'} aria-labelledby="automatic-mail">
      <h2 id="automatic-mail">{t('mailRules.automatic')}</h2>
      <p>
        {!stopped
          ? t('mailRules.running')
          : t(stopped.reason === 'too-many' ? 'mailRules.stoppedByItself' : 'mailRules.stoppedByHand', { at })}
      </p>
      {mayChange && (
        <Button
          variant={stopped ? 'filled' : 'default'}
          loading={stop.isPending || resume.isPending}
          onClick={() => (stopped ? resume.mutate({}) : stop.mutate({}))}
        >
          {t(stopped ? 'mailRules.resume' : 'mailRules.stop')}
        </Button>
      )}
    </section>
  );
}

function Limits({ policy }: { policy: MailPolicy }) {
  const { t } = useTranslation();
  const mayChange = may(useMe(), 'administrator');
  const [limits, setLimits] = useState({ replyDays: policy.replyDays, mostAutomatic: policy.mostAutomatic });
  const save = useAct('PUT /api/mail-policy', {
    onDone: () => {
      tell(t('common.saved'));
      refreshPolicy();
    },
  });
  return (
    <form
      className="mail-rules__limits"
      aria-label={t('mailRules.limits')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: limits });
      }}
    >
      <NumberInput
        label={t('mailRules.replyDays')}
        description={t('mailRules.replyDaysHint')}
        min={1}
        max={3650}
        disabled={!mayChange}
        value={limits.replyDays}
        onChange={(value) => setLimits({ ...limits, replyDays: Number(value) })}
      />
      <NumberInput
        label={t('mailRules.mostAutomatic')}
        description={t('mailRules.mostAutomaticHint')}
        min={1}
        max={100_000}
        disabled={!mayChange}
        value={limits.mostAutomatic}
        onChange={(value) => setLimits({ ...limits, mostAutomatic: Number(value) })}
      />
      {mayChange && (
        <Button type="submit" variant="default" loading={save.isPending}>
          {t('common.save')}
        </Button>
      )}
    </form>
  );
}
