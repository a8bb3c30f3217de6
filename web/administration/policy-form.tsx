import { NumberInput, Radio, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Effect, Policy } from '../../api/types.ts';
import { refresh, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { SaveWithEffect } from './effect.tsx';

const orders: Policy['order'][] = ['service-level', 'earliest-deadline', 'class-first', 'longest-wait'];
/** Empty: never. */
const bounds = ['latestMinutes', 'widenMinutes', 'silentMinutes', 'returnMinutes'] as const;
const numbers = ['ownerWaitMinutes', 'ownerExtraPoints', 'afterWorkMinutes'] as const;

/** In what order work is given out, and when it goes to others. */
export function PolicyForm({ stored, readOnly }: { stored: Policy; readOnly: boolean }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Policy | null>(null);
  const [effect, setEffect] = useState<Effect | null>(null);
  const policy = edited ?? stored;
  const reset = (): void => {
    setEdited(null);
    setEffect(null);
  };
  const look = useAct('PUT /api/distribution/policy', { onDone: (reply) => setEffect(reply.effect) });
  const save = useAct('PUT /api/distribution/policy', {
    onDone: () => {
      tell(t('common.saved'));
      reset();
      refresh((name) => name === 'GET /api/distribution' || name.startsWith('GET /api/tasks'));
    },
  });
  function change(part: Partial<Policy>): void {
    setEdited({ ...policy, ...part });
    setEffect(null);
  }
  return (
    <section className="policy" aria-label={t('distribution.policy.title')}>
      <h2>{t('distribution.policy.title')}</h2>
      <Radio.Group
        label={t('distribution.policy.order')}
        value={policy.order}
        onChange={(value) => change({ order: orders.find((order) => order === value) ?? policy.order })}
      >
        {orders.map((order) => (
          <Radio
            key={order}
            mt={6}
            value={order}
            disabled={readOnly}
            label={t(`distribution.policy.orders.${order}`)}
            description={t(`distribution.policy.orderHints.${order}`)}
          />
        ))}
      </Radio.Group>
      <div className="policy__numbers">
        {bounds.map((name) => (
          <NumberInput
            key={name}
            label={t(`distribution.policy.${name}`)}
            description={t('distribution.policy.emptyIsNever')}
            min={1}
            max={100_000}
            allowDecimal={false}
            readOnly={readOnly}
            suffix={` ${t('distribution.minutes')}`}
            value={policy[name] ?? ''}
            onChange={(value) => change({ [name]: value === '' ? null : Number(value) })}
          />
        ))}
        {numbers.map((name) => (
          <NumberInput
            key={name}
            label={t(`distribution.policy.${name}`)}
            min={name === 'afterWorkMinutes' ? 1 : 0}
            max={name === 'afterWorkMinutes' ? 480 : 1000}
            allowDecimal={false}
            readOnly={readOnly}
            suffix={` ${name === 'ownerExtraPoints' ? t('distribution.points') : t('distribution.minutes')}`}
            value={policy[name]}
            onChange={(value) => value !== '' && change({ [name]: Number(value) })}
          />
        ))}
      </div>
      <Switch
        mt="md"
        disabled={readOnly}
        label={t('distribution.policy.languageIsSkill')}
        checked={policy.languageIsSkill}
        onChange={(event) => change({ languageIsSkill: event.currentTarget.checked })}
      />
      <SaveWithEffect
        effect={effect}
        isChanged={edited !== null}
        isBusy={look.isPending || save.isPending}
        onPreview={() => look.mutate({ body: { policy, preview: true } })}
        onSave={() => save.mutate({ body: { policy, preview: false } })}
        onReset={reset}
      />
    </section>
  );
}
