import '@bpmn-io/form-js-viewer/dist/assets/flatpickr/light.css';
import '@bpmn-io/form-js-viewer/dist/assets/form-js-base.css';
import { Form } from '@bpmn-io/form-js-viewer';
import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDetail } from '../../api/types.ts';
import type { Variables } from '../../domain/process/types.ts';
import { useFormat } from '../i18n/format.ts';
import { api } from '../server/client.ts';
import { isProblem } from '../server/problem.ts';
import { announce } from '../shell/announcer.tsx';
import { runShortcut } from '../shell/shortcuts.ts';
import { localiseForm } from './localise-form.ts';
import { keepFormGerman } from './translate-form.ts';
import { sameValues } from './same-values.ts';
import { useRequest } from './request-context.ts';
import { useTaskActions } from './use-task-actions.ts';
import './task-form.css';

/** What someone else has saved meanwhile; the API sends it along with its refusal. */
interface TheirForm {
  data: Variables;
  version: number;
}
type Saving = { state: 'idle' | 'failed' } | { state: 'changed'; by: TheirForm } | { state: 'saved'; at: Date };

/** The step's form, kept unfinished while one types; complete it here or with the answer. */
export default function TaskForm({ task, mine }: { task: TaskDetail; mine: boolean }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { formRef } = useRequest();
  const actions = useTaskActions();
  const language = i18n.language === 'en' ? 'en' : 'de';
  const container = useRef<HTMLDivElement>(null);
  const [saving, setSaving] = useState<Saving>({ state: 'idle' });
  const [definition, setDefinition] = useState(task.form);
  /** What the server has, with the version that the next write must name. */
  const saved = useRef<TheirForm>({ data: task.form?.data ?? {}, version: task.form?.version ?? 0 });
  const entered = useRef<Variables | null>(null);

  useEffect(() => {
    const element = container.current;
    if (!definition || !element) return undefined;
    const form = new Form({ container: element });
    const stopTranslating = language === 'de' ? keepFormGerman(element) : undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    // One write at a time: each must name the version that the one before it made.
    let queue = Promise.resolve();
    const keep = (data: Variables): void => {
      timer = undefined;
      queue = queue.then(() => write(data));
    };

    async function write(data: Variables): Promise<void> {
      try {
        const { version, savedAt } = await api('PUT /api/tasks/:id/form', {
          params: { id: task.id },
          body: { data, version: saved.current.version },
        });
        saved.current = { data, version };
        if (!isGone) setSaving({ state: 'saved', at: new Date(savedAt) });
      } catch (error) {
        if (isGone) return;
        setSaving(isProblem(error, 'form-changed') ? { state: 'changed', by: error.body as TheirForm } : { state: 'failed' });
        if (isProblem(error, 'offline')) timer = setTimeout(() => keep(data), 5000);
      }
    }
    const schema = localiseForm(definition.schema, language);
    void form.importSchema(schema as never, (entered.current ?? definition.data) as never).then(() => {
      if (isGone) return;
      form.setProperty('readOnly', !mine);
      form.on('changed', (event: { data: Variables }) => {
        // form-js goes on writing into the object that it hands out.
        const data = structuredClone(event.data);
        entered.current = data;
        clearTimeout(timer);
        timer = undefined;
        if (mine && !sameValues(saved.current.data, data)) timer = setTimeout(() => keep(data), 900);
      });
    });
    formRef.current = {
      check: () => {
        const { data, errors } = form.submit() as { data: Variables; errors: object };
        if (Object.keys(errors).length === 0) return data;
        announce(t('taskPanel.invalid'));
        // Drawn a moment later.
        setTimeout(() =>
          element.querySelector<HTMLElement>('.fjs-has-errors input, .fjs-has-errors textarea, .fjs-has-errors [tabindex]')?.focus(),
        );
        return null;
      },
    };
    return () => {
      isGone = true;
      clearTimeout(timer);
      formRef.current = null;
      if (timer && mine && entered.current) keep(entered.current);
      stopTranslating?.();
      form.destroy();
    };
  }, [task.id, definition, mine, formRef, language, t]);

  /** Takes over what the other one entered. */
  function adopt(theirs: TheirForm): void {
    saved.current = theirs;
    entered.current = null;
    setSaving({ state: 'idle' });
    setDefinition((before) => before && { ...before, ...theirs });
  }
  function finish(): void {
    const values = formRef.current?.check();
    if (values) actions.complete('completed', values);
  }
  /** Sends the answer that is being written, which ends the step as well; else ends it alone. */
  function onKey(event: KeyboardEvent): void {
    if (!mine || !(event.ctrlKey || event.metaKey) || event.key !== 'Enter') return;
    event.preventDefault();
    if (!runShortcut(event.shiftKey ? 'sendAndNext' : 'send')) finish();
  }
  return (
    <section className="task-form" aria-label={t('taskPanel.form')}>
      <div ref={container} onKeyDown={onKey} />
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
          <button type="button" className="link-button" onClick={() => adopt(saving.by)}>
            {t('taskPanel.reload')}
          </button>
        </p>
      )}
    </section>
  );
}
