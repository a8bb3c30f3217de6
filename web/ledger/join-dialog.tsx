import { Autocomplete, Button, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';

interface JoinDialogProps {
  count: number;
  /** Number of the request that the mail says it belongs to. */
  claimed: string | null;
  onClose: () => void;
  onJoin: (number: string) => void;
}

/** Asks which request mails belong to: by its number, or found by subject and customer. */
export default function JoinDialog({ count, claimed, onClose, onJoin }: JoinDialogProps) {
  const { t } = useTranslation();
  const works = may(useMe(), 'agent', 'lead');
  const [typed, setTyped] = useState(claimed ?? '');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const found = useApi('GET /api/requests', { query: { search, limit: 8 } }, { enabled: works && search.length > 1, keep: true });
  const items = found.data?.items ?? [];
  const number = typed.trim().split(/\s/)[0] ?? '';
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!number) return;
    onJoin(number);
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title={t('ledgerMail.joinTitle', { count })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className="dialog-form" onSubmit={submit}>
        <Autocomplete
          label={t('ledgerMail.joinNumber')}
          description={works ? t('ledgerMail.joinHint') : undefined}
          placeholder="V-2026-000123"
          data-autofocus
          required
          value={typed}
          onChange={setTyped}
          data={items.map(({ number: one, subject, customer }) => `${one} ${subject} · ${customer.name}`)}
          filter={({ options }) => options}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!number}>
            {t('keys.names.join')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
