import { NumberInput, Radio, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Effect, Policy } from '../../api/types.ts';
import { refresh, useAct } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { SaveWithEffect } from './effect.tsx';

const orders: Policy['order'][] = ['service-level', 'earliest-deadline', 'class-first', 'longest-wait'];
/** Empty: never. */
const bounds = ['reserveMinutes', 'latestMinutes', 'widenMinutes', 'silentMinutes', 'returnMinutes'] as const;
const numbers = [
  { name: 'ownerWaitMinutes', min: 0, max: 10_000, unit: 'minutes' },
  { name: 'ownerExtraPoints', min: 0, max: 1000, unit: 'points' },
  { name: 'afterWorkMinutes', min: 1, max: 480, unit: 'minutes' },
  { name: 'togetherMost', min: 0, max: 20, unit: 'tasks' },
] as const;
const switches = ['escalatedFirst', 'languageIsSkill'] as const;

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
            description={t(name === 'reserveMinutes' ? 'distribution.policy.reserveHint' : 'distribution.policy.emptyIsNever')}
            min={1}
            max={name === 'reserveMinutes' ? 10_000 : 100_000}
            allowDecimal={false}
            readOnly={readOnly}
            suffix={` ${t('distribution.minutes')}`}
            value={policy[name] ?? ''}
            onChange={(value) => change({ [name]: value === '' ? null : Number(value) })}
          />
        ))}
        {numbers.map(({ name, min, max, unit }) => (
          <NumberInput
            key={name}
            label={t(`distribution.policy.${name}`)}
            min={min}
            max={max}
            allowDecimal={false}
            readOnly={readOnly}
            suffix={` ${t(`distribution.${unit}`)}`}
            value={policy[name]}
            onChange={(value) => value !== '' && change({ [name]: Number(value) })}
          />
        ))}
      </div>
      {switches.map((name) => (
        <Switch
          key={name}
          mt="md"
          disabled={readOnly}
          label={t(`distribution.policy.${name}`)}
          checked={policy[name]}
          onChange={(event) => change({ [name]: event.currentTarget.checked })}
        />
      ))}
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
