import { Button, Modal } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonField } from './reason-field.tsx';

interface ReasonDialogProps {
  title: string;
  hint: string;
  /** Common reasons; those of passing a task on where none are given. */
  suggestions?: string[];
  onClose: () => void;
  onGive: (reason: string) => void;
}

/** Asks why; common reasons are one click away. */
export default function ReasonDialog({ title, hint, suggestions, onClose, onGive }: ReasonDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!reason.trim()) return;
    onGive(reason.trim());
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className="dialog-form" onSubmit={submit}>
        <p className="muted small">{hint}</p>
        <ReasonField
          label={t('actions.reason')}
          suggestions={suggestions ?? t('actions.reasons', { returnObjects: true })}
          value={reason}
          onChange={setReason}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!reason.trim()}>
            {title}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
