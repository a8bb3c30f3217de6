import '@bpmn-io/form-js-viewer/dist/assets/flatpickr/light.css';
import '@bpmn-io/form-js-viewer/dist/assets/form-js-base.css';
import { Form } from '@bpmn-io/form-js-viewer';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDetail } from '../../api/types.ts';
import type { Variables } from '../../domain/process/types.ts';
import { useFormat } from '../i18n/format.ts';
import { api } from '../server/client.ts';
import { isProblem } from '../server/problem.ts';
import { refreshRequest } from '../server/queries.ts';
import { complain } from '../shell/toasts.tsx';
import { localiseForm } from './localise-form.ts';
import { keepFormGerman } from './translate-form.ts';
import { useRequest } from './request-context.ts';
import { useTaskActions } from './use-task-actions.ts';
import './task-form.css';

type Saving = { state: 'idle' | 'failed' | 'changed' } | { state: 'saved'; at: Date };

/** The step's form, kept unfinished while one types; complete it here or with the answer. */
export default function TaskForm({ task, mine }: { task: TaskDetail; mine: boolean }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { formRef, request } = useRequest();
  const actions = useTaskActions();
  const language = i18n.language === 'en' ? 'en' : 'de';
  const container = useRef<HTMLDivElement>(null);
  const [saving, setSaving] = useState<Saving>({ state: 'idle' });
  const given = useRef(task.form);
  const keptData = useRef<Variables | null>(null);

  useEffect(() => {
    const definition = given.current;
    const element = container.current;
    if (!definition || !element) return undefined;
    const form = new Form({ container: element });
    const stopTranslating = language === 'de' ? keepFormGerman(element) : undefined;
    let version = definition.version;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;

    async function keep(data: Variables): Promise<void> {
      try {
        const saved = await api('PUT /api/tasks/:id/form', { params: { id: task.id }, body: { data, version } });
        version = saved.version;
        if (!isGone) setSaving({ state: 'saved', at: new Date(saved.savedAt) });
      } catch (error) {
        if (isGone) return;
        setSaving({ state: isProblem(error, 'form-changed') ? 'changed' : 'failed' });
        if (isProblem(error, 'offline')) timer = setTimeout(() => void keep(data), 5000);
      }
    }
    const schema = localiseForm(definition.schema, language);
    void form.importSchema(schema as never, (keptData.current ?? definition.data) as never).then(() => {
      if (isGone) return;
      form.setProperty('readOnly', !mine);
      form.on('changed', (event: { data: Variables }) => {
        keptData.current = event.data;
        clearTimeout(timer);
        if (mine) timer = setTimeout(() => void keep(event.data), 900);
      });
    });
    formRef.current = {
      check: () => {
        const { data, errors } = form.submit() as { data: Variables; errors: object };
        if (Object.keys(errors).length === 0) return data;
        complain(t('taskPanel.invalid'));
        element.querySelector<HTMLElement>('.fjs-has-errors input, .fjs-has-errors textarea, .fjs-has-errors [tabindex]')?.focus();
        return null;
      },
    };
    return () => {
      isGone = true;
      clearTimeout(timer);
      formRef.current = null;
      if (timer && mine && keptData.current) void keep(keptData.current);
      stopTranslating?.();
      form.destroy();
    };
  }, [task.id, mine, formRef, language, t]);

  function finish(): void {
    const values = formRef.current?.check();
    if (values) actions.complete('completed', values);
  }
  return (
    <section className="task-form" aria-label={t('taskPanel.form')}>
      <div ref={container} />
      {!mine && <p className="muted small">{t('taskPanel.readOnly')}</p>}
      {mine && (
        <footer className="task-form__foot">
          <Button size="xs" loading={actions.busy} onClick={finish}>
            {t('taskPanel.submit')}
          </Button>
          <small className="muted" role="status">
            {saving.state === 'saved' && t('taskPanel.saved', { at: format.time(saving.at) })}
            {saving.state === 'failed' && t('taskPanel.unsaved')}
          </small>
        </footer>
      )}
      {saving.state === 'changed' && (
        <p className="warning small" role="alert">
          {t('taskPanel.changed')}{' '}
          <button type="button" className="link-button" onClick={() => refreshRequest(request.id)}>
            {t('taskPanel.reload')}
          </button>
        </p>
      )}
    </section>
  );
}
