import { Button, Modal, MultiSelect, NumberInput, PasswordInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRow } from '../../api/types.ts';
import { refresh, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { tell } from '../shell/toasts.tsx';

const roles: AccountRow['roles'] = ['agent', 'lead', 'designer', 'administrator'];

/** Makes or changes a user. Skills go with a level from 1 to 3. */
export function UserDialog({ account, onClose }: { account: AccountRow | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { topics, skills, title } = useVocabulary();
  const [form, setForm] = useState({
    email: '',
    password: '',
    name: account?.name ?? '',
    roles: account?.roles ?? ['agent' as const],
    language: account?.language ?? ('de' as const),
    capacity: account?.capacity ?? 10,
    skills: account?.skills ?? [],
    topics: account?.topics ?? [],
    active: account?.active ?? true,
  });
  const change = (part: Partial<typeof form>): void => setForm((before) => ({ ...before, ...part }));
  const onDone = (): void => {
    tell(t('common.saved'));
    refresh((name) => name === 'GET /api/accounts' || name === 'GET /api/vocabulary');
    onClose();
  };
  const create = useAct('POST /api/accounts', { onDone });
  const update = useAct('PATCH /api/accounts/:id', { onDone });
  const setPassword = useAct('PUT /api/accounts/:id/password', { onDone });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const { email, password, active, ...changes } = form;
    if (account) {
      update.mutate({ params: { id: account.id }, body: { ...changes, active } });
      if (password) setPassword.mutate({ params: { id: account.id }, body: { password } });
    } else create.mutate({ body: { ...changes, email, password } });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={account ? account.name : t('administration.newUser')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form className="dialog-form" onSubmit={submit}>
        <div className="dialog-form__pair">
          <TextInput
            label={t('administration.name')}
            required
            value={form.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            data-autofocus
          />
          {account ? (
            <TextInput label={t('session.email')} readOnly value={account.email} />
          ) : (
            <TextInput
              label={t('session.email')}
              type="email"
              required
              value={form.email}
              onChange={(event) => change({ email: event.currentTarget.value })}
            />
          )}
        </div>
        <PasswordInput
          label={t(account ? 'administration.newPassword' : 'session.password')}
          description={t('administration.passwordHint')}
          required={!account}
          minLength={10}
          autoComplete="new-password"
          value={form.password}
          onChange={(event) => change({ password: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
        <MultiSelect
          label={t('administration.roles')}
          required
          data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          value={form.roles}
          onChange={(chosen) => change({ roles: chosen })}
        />
        <MultiSelect
          label={t('administration.topics')}
          data={topics.map(({ key }) => ({ value: key, label: title('topic', key) }))}
          value={form.topics}
          onChange={(chosen) => change({ topics: chosen })}
        />
        <MultiSelect
          label={t('administration.skills')}
          data={skills.map(({ key }) => ({ value: key, label: title('skill', key) }))}
          value={form.skills.map(({ key }) => key)}
          onChange={(chosen) =>
            change({ skills: chosen.map((key) => form.skills.find((skill) => skill.key === key) ?? { key, level: 1 }) })
          }
        />
        {form.skills.map((skill) => (
          <div key={skill.key} className="settings__row">
            <span>{title('skill', skill.key)}</span>
            <SegmentedControl
              size="xs"
              aria-label={t('administration.levelOf', { skill: title('skill', skill.key) })}
              value={String(skill.level)}
              data={['1', '2', '3']}
              onChange={(level) =>
                change({ skills: form.skills.map((one) => (one.key === skill.key ? { ...one, level: Number(level) } : one)) })
              }
            />
          </div>
        ))}
        <div className="dialog-form__pair">
          <NumberInput
            label={t('administration.capacity')}
            description={t('administration.capacityHint')}
            min={0}
            max={100}
            value={form.capacity}
            onChange={(value) => change({ capacity: Number(value) })}
          />
          <Select
            label={t('shell.language')}
            data={[
              { value: 'de', label: 'Deutsch' },
              { value: 'en', label: 'English' },
            ]}
            allowDeselect={false}
            value={form.language}
            onChange={(language) => change({ language: language === 'en' ? 'en' : 'de' })}
          />
        </div>
        {account && (
          <Switch
            label={t('administration.active')}
            description={t('administration.activeHint')}
            checked={form.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        )}
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t('common.save')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
