import { Alert, Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Effect } from '../../api/types.ts';
import { announce } from '../shell/announcer.tsx';
import './distribution.css';

interface SaveWithEffectProps {
  /** Null: not looked at since the last change. */
  effect: Effect | null;
  isChanged: boolean;
  isBusy: boolean;
  onPreview: () => void;
  onSave: () => void;
  onReset: () => void;
}

/** First what a change would do to what is open now, then saving it. */
export function SaveWithEffect({ effect, isChanged, isBusy, onPreview, onSave, onReset }: SaveWithEffectProps) {
  const { t } = useTranslation();
  if (!isChanged) return null;
  return (
    <div className="save-effect">
      {effect && <EffectText effect={effect} />}
      <div className="save-effect__buttons">
        <Button variant="default" onClick={onReset}>
          {t('common.cancel')}
        </Button>
        <Button variant="default" loading={isBusy} leftSection={<IconEye size={16} aria-hidden />} onClick={onPreview}>
          {t('distribution.preview')}
        </Button>
        <Button loading={isBusy} onClick={onSave}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}

function EffectText({ effect }: { effect: Effect }) {
  const { t } = useTranslation();
  const { waiting, moved, nobody, aboveLimit } = effect;
  const line = [
    moved > 0 ? t('distribution.effect.moved', { count: moved, waiting }) : t('distribution.effect.unmoved', { count: waiting }),
    nobody.after + nobody.before > 0
      ? t('distribution.effect.nobody', { count: nobody.after, before: nobody.before })
      : t('distribution.effect.somebody'),
  ];
  const proposals =
    aboveLimit.after === aboveLimit.before
      ? []
      : [t('distribution.effect.aboveLimit', { count: aboveLimit.after, before: aboveLimit.before })];
  const lines = [...(waiting === 0 ? [t('distribution.effect.nothing')] : line), ...proposals];
  const text = lines.join(' ');
  useEffect(() => announce(text), [text]);
  return (
    <Alert color={nobody.added > 0 ? 'orange' : 'blue'} title={t('distribution.effect.title')}>
      <ul className="plain-list">
        {lines.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Alert>
  );
}
