import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { ReasonField } from './reason-field.tsx';
import { useRequest } from './request-context.ts';
import { putOffTimes, toLocalInput } from './put-off-times.ts';

/** Until when, with the exact time on every preset, and why. */
export default function PutOffDialog({ onClose, onChoose }: { onClose: () => void; onChoose: (until: Date, reason: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { task } = useRequest();
  const [now] = useState(() => new Date());
  const presets = putOffTimes(now);
  const [until, setUntil] = useState(toLocalInput(presets[0]?.at ?? now));
  const [reason, setReason] = useState('');
  const chosen = new Date(until);
  const isValid = !Number.isNaN(chosen.getTime()) && chosen > now;
  const isLate = isValid && task?.deadline != null && chosen.getTime() > Date.parse(task.deadline);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isValid || !reason.trim()) return;
    onChoose(chosen, reason.trim());
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
        <TextInput
          type="datetime-local"
          label={t('actions.putOffCustom')}
          required
          withAsterisk={false}
          min={toLocalInput(now)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          description={
            isLate && task?.deadline ? (
              <span className="warning">{t('actions.putOffAfterDeadline', { at: format.dateTime(task.deadline) })}</span>
            ) : null
          }
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
