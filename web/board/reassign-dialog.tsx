import { Button, Modal, Radio, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../server/queries.ts';
import { useIntervene } from './intervene.ts';

interface ReassignDialogProps {
  /** Certain tasks, or all that somebody has. */
  work: { tasks: string[] } | { allOf: string };
  /** Who has them, where it is one person. */
  from?: { id: string; name: string };
  count: number;
  onClose: (isDone: boolean) => void;
}

/** To the line, which finds somebody for each, or to one person. */
export function ReassignDialog({ work, from, count, onClose }: ReassignDialogProps) {
  const { t } = useTranslation();
  const { reassign } = useIntervene();
  const board = useApi('GET /api/board', {});
  const [to, setTo] = useState<'line' | 'person'>(from ? 'line' : 'person');
  const [account, setAccount] = useState<string | null>(null);
  const [overCapacity, setOverCapacity] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const people = (board.data?.agents ?? []).filter(({ id }) => id !== from?.id);
  const name = people.find(({ id }) => id === account)?.name ?? null;
  async function give(): Promise<void> {
    setBusy(true);
    const isLine = to === 'line';
    const isDone = await reassign({ ...work, to: isLine ? null : account, overCapacity: !isLine && overCapacity }, isLine ? null : name);
    setBusy(false);
    onClose(isDone);
  }
  return (
    <Modal
      opened
      onClose={() => onClose(false)}
      title={from ? t('board.handOver', { count, name: from.name }) : t('board.reassignTitle', { count })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        <Radio.Group label={t('board.to')} value={to} onChange={(value) => setTo(value === 'line' ? 'line' : 'person')}>
          <Radio
            value="line"
            mt={6}
            label={t('board.toLine')}
            description={t('board.toLineHint')}
            data-autofocus={from ? true : undefined}
          />
          <Radio value="person" mt={8} label={t('board.toPerson')} />
        </Radio.Group>
        {to === 'person' && (
          <>
            <Select
              label={t('actions.assignTo')}
              searchable
              required
              data-autofocus={from ? undefined : true}
              data={people.map((one) => ({
                value: one.id,
                label: `${one.name} – ${t(`presence.${one.presence}`)}, ${one.load}/${one.capacity}`,
              }))}
              value={account}
              onChange={setAccount}
              comboboxProps={{ withinPortal: true }}
            />
            <Switch
              label={t('actions.overCapacity')}
              checked={overCapacity}
              onChange={(event) => setOverCapacity(event.currentTarget.checked)}
            />
          </>
        )}
        <p className="muted small">{t('board.draftsGoAlong')}</p>
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={() => onClose(false)}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={to === 'person' && !account}>
            {t('board.reassign')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
