import { Button, Checkbox, Modal, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerSource } from '../../api/types.ts';
import type { Language } from '../i18n/i18n.ts';
import { refresh, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { tell } from '../shell/toasts.tsx';

/** Writes or changes one standard answer in one language. */
export function AnswerDialog({ source, language, onClose }: { source: AnswerSource | null; language: Language; onClose: () => void }) {
  const { t } = useTranslation();
  const { kinds, title } = useVocabulary();
  const [form, setForm] = useState({
    key: source?.key ?? '',
    language: source?.language ?? language,
    title: source?.title ?? '',
    subject: source?.subject ?? null,
    body: source?.body ?? '',
    kinds: source?.kinds ?? [],
    automatic: source?.automatic ?? false,
  });
  const change = (part: Partial<typeof form>): void => setForm((before) => ({ ...before, ...part }));
  const onDone = (): void => {
    tell(t('common.saved'));
    refresh((name) => name.startsWith('GET /api/answers'));
    onClose();
  };
  const create = useAct('POST /api/answers', { onDone });
  const update = useAct('PUT /api/answers/:id', { onDone });
  const remove = useAct('DELETE /api/answers/:id', { onDone });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const body = { ...form, subject: form.subject?.trim() ? form.subject : null };
    if (source) update.mutate({ params: { id: source.id }, body });
    else create.mutate({ body });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={source?.title ?? t('administration.newAnswer')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form className="dialog-form" onSubmit={submit}>
        <div className="dialog-form__pair">
          <TextInput
            label={t('administration.title')}
            required
            value={form.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            data-autofocus
          />
          <TextInput
            label={t('administration.key')}
            description={t('administration.keyHint')}
            required
            pattern="[a-z0-9][a-z0-9\-]*"
            value={form.key}
            onChange={(event) => change({ key: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label={t('composer.subject')}
          value={form.subject ?? ''}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
        <Textarea
          label={t('administration.text')}
          description={t('administration.placeholderHint')}
          required
          autosize
          minRows={8}
          maxRows={20}
          value={form.body}
          onChange={(event) => change({ body: event.currentTarget.value })}
        />
        <MultiSelect
          label={t('administration.kinds')}
          data={kinds.map(({ key }) => ({ value: key, label: title('kind', key) }))}
          value={form.kinds}
          onChange={(chosen) => change({ kinds: chosen })}
        />
        <Checkbox
          label={t('administration.automatic')}
          checked={form.automatic}
          onChange={(event) => change({ automatic: event.currentTarget.checked })}
        />
        <footer className="dialog-form__foot">
          {source && (
            <Button
              variant="subtle"
              color="red"
              mr="auto"
              loading={remove.isPending}
              onClick={() => remove.mutate({ params: { id: source.id } })}
            >
              {t('common.remove')}
            </Button>
          )}
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
