import { Button, Modal, Switch, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { ReasonField } from './reason-field.tsx';
import { putOffTimes, toLocalInput } from './put-off-times.ts';
import './choices.css';

export interface PutOff {
  until: Date;
  reason: string;
  /** Until the customer answers, at the latest then. */
  untilReply: boolean;
}

interface PutOffDialogProps {
  /** What must not be missed without a warning: the deadline, and what the customer was promised. */
  deadline: string | null;
  promise: string | null;
  onClose: () => void;
  onChoose: (chosen: PutOff) => void;
}

/** Until when, with the exact time on every preset, and why. */
export default function PutOffDialog({ deadline, promise, onClose, onChoose }: PutOffDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [now] = useState(() => new Date());
  const presets = putOffTimes(now, promise === null ? null : new Date(promise));
  const [until, setUntil] = useState(toLocalInput(presets[0]?.at ?? now));
  const [untilReply, setUntilReply] = useState(false);
  const [reason, setReason] = useState('');
  const chosen = new Date(until);
  const isValid = !Number.isNaN(chosen.getTime()) && chosen > now;
  const isAfter = (at: string | null): at is string => isValid && at !== null && chosen.getTime() > Date.parse(at);
  const warnings = [
    ...(isAfter(deadline) ? [t('actions.putOffAfterDeadline', { at: format.dateTime(deadline) })] : []),
    ...(isAfter(promise) ? [t('actions.putOffAfterPromise', { at: format.dateTime(promise) })] : []),
  ];

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isValid || !reason.trim()) return;
    onChoose({ until: chosen, reason: reason.trim(), untilReply });
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title={t('actions.putOffTitle')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className="dialog-form" onSubmit={submit}>
        <p className="muted small">{t('actions.putOffHint')}</p>
        <div className="presets" role="group" aria-label={t('actions.putOffTitle')}>
          {presets.map(({ preset, at }) => (
            <button key={preset} type="button" aria-pressed={toLocalInput(at) === until} onClick={() => setUntil(toLocalInput(at))}>
              <span>{t(`actions.putOffPreset.${preset}`)}</span>
              <small>{format.dateTime(at)}</small>
            </button>
          ))}
        </div>
        <Switch
          label={t('actions.putOffUntilReply')}
          checked={untilReply}
          onChange={(event) => setUntilReply(event.currentTarget.checked)}
        />
        <TextInput
          type="datetime-local"
          label={t(untilReply ? 'actions.putOffLatest' : 'actions.putOffCustom')}
          required
          withAsterisk={false}
          min={toLocalInput(now)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          description={warnings.length > 0 ? <span className="warning">{warnings.join(' ')}</span> : null}
        />
        <ReasonField
          label={t('actions.putOffReason')}
          suggestions={t('actions.putOffReasons', { returnObjects: true })}
          value={reason}
          onChange={setReason}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!isValid || !reason.trim()}>
            {t('actions.putOff')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
