import { ActionIcon, Button, Modal, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { onDay, toLocalInput } from '../request/put-off-times.ts';
import { queryClient, refreshTasks, useAct, useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { may, useMe } from '../session/session.ts';
import { tell } from '../shell/toasts.tsx';

/** Who is away from when to when, and who has the work meanwhile; a lead says so for others too. */
export default function AbsenceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const { agents } = useVocabulary();
  const { data } = useApi('GET /api/absences', {});
  const [now] = useState(() => new Date());
  const [account, setAccount] = useState<string>(me.account.id);
  const [from, setFrom] = useState(toLocalInput(now));
  const [until, setUntil] = useState(toLocalInput(onDay(now, 7, 8)));
  const [deputy, setDeputy] = useState<string | null>(null);
  const isLead = may(me, 'lead');
  const isValid = new Date(until) > new Date(from) && new Date(until) > now;
  const settle = (): void => {
    void queryClient.invalidateQueries({ queryKey: ['GET /api/absences'] });
    refreshTasks();
  };
  const add = useAct('POST /api/absences', {
    onDone: () => {
      tell(t('absences.added'));
      settle();
    },
  });
  const remove = useAct('DELETE /api/absences/:id', { onDone: settle });

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isValid) return;
    const body = { from: new Date(from).toISOString(), until: new Date(until).toISOString(), deputy };
    add.mutate({ body: { ...body, ...(account === me.account.id ? {} : { account }) } });
  }
  const names = agents.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Modal opened onClose={onClose} title={t('absences.title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className="dialog-form" onSubmit={submit}>
        <p className="muted small">{t('absences.hint')}</p>
        {data && data.items.length > 0 && (
          <ul className="plain-list absences">
            {data.items.map((one) => (
              <li key={one.id}>
                <span>
                  <strong>{one.account.name}</strong>
                  <small className="muted">
                    {format.dateTime(one.from)} – {format.dateTime(one.until)} ·{' '}
                    {one.deputy ? t('absences.deputyIs', { name: one.deputy.name }) : t('absences.line')}
                  </small>
                </span>
                <ActionIcon
                  variant="subtle"
                  size={30}
                  aria-label={t('absences.end', { name: one.account.name })}
                  onClick={() => remove.mutate({ params: { id: one.id } })}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        {isLead && (
          <Select
            label={t('absences.who')}
            searchable
            allowDeselect={false}
            data={names.some(({ value }) => value === me.account.id) ? names : [{ value: me.account.id, label: me.account.name }, ...names]}
            value={account}
            onChange={(value) => setAccount(value ?? me.account.id)}
          />
        )}
        <TextInput
          type="datetime-local"
          label={t('absences.from')}
          required
          withAsterisk={false}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t('absences.until')}
          required
          withAsterisk={false}
          min={from}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Select
          label={t('absences.deputy')}
          description={t('absences.deputyHint')}
          searchable
          clearable
          placeholder={t('absences.line')}
          data={names.filter(({ value }) => value !== account)}
          value={deputy}
          onChange={setDeputy}
        />
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.close')}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={!isValid}>
            {t('absences.add')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
