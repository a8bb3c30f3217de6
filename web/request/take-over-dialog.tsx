import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRequest } from './request-context.ts';

/** From a colleague only by name: they see who took it. */
export default function TakeOverDialog({ onClose, onTake }: { onClose: () => void; onTake: (from?: string) => void }) {
  const { t } = useTranslation();
  const { task } = useRequest();
  const name = task?.owner?.name ?? '';
  return (
    <Modal opened onClose={onClose} title={t('actions.takeFromTitle', { name })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p>{t('actions.takeFromHint', { name })}</p>
      <footer className="dialog-form__foot">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button
          onClick={() => {
            onTake(task?.owner?.id);
            onClose();
          }}
        >
          {t('actions.take')}
        </Button>
      </footer>
    </Modal>
  );
}
