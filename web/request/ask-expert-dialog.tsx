import { Button, Checkbox, Modal, Textarea, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { newKey } from '../composer/new-key.ts';
import { refreshRequest, refreshTasks, useAct, useApi } from '../server/queries.ts';
import { tell } from '../shell/toasts.tsx';
import { onDay, toLocalInput } from './put-off-times.ts';
import { useRequest } from './request-context.ts';
import './choices.css';

const choosable: Message['type'][] = ['customer', 'agent', 'automatic'];

/** A question to someone without an account: who, what, until when, and what they may read. Nothing goes along unasked. */
export default function AskExpertDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { request, task, messages } = useRequest();
  const [now] = useState(() => new Date());
  const [key] = useState(newKey);
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [question, setQuestion] = useState('');
  const [due, setDue] = useState(toLocalInput(onDay(now, 1, 12)));
  const conversation = messages.filter(({ type }) => choosable.includes(type));
  const lastCustomer = conversation.findLast(({ type }) => type === 'customer');
  const [context, setContext] = useState<string[]>(lastCustomer ? [lastCustomer.id] : []);
  const experts = useApi('GET /api/experts', { query: {} }).data?.items ?? [];
  const ask = useAct('POST /api/requests/:id/consultations', {
    onDone: () => {
      tell(t('consultation.sent', { name }));
      refreshRequest(request.id);
      refreshTasks();
      onClose();
    },
  });
  const dueAt = new Date(due);
  const isPast = Number.isNaN(dueAt.getTime()) || dueAt <= now;
  const presets = [
    { preset: 'hours', at: new Date(now.getTime() + 4 * 3_600_000) },
    { preset: 'tomorrow', at: onDay(now, 1, 12) },
    { preset: 'twoDays', at: onDay(now, 2, 12) },
    { preset: 'week', at: onDay(now, 7, 12) },
  ] as const;

  function chooseAddress(value: string): void {
    setAddress(value);
    const known = experts.find((expert) => expert.address === value);
    if (known) setName(known.name);
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (isPast) return;
    ask.mutate({
      params: { id: request.id },
      body: {
        expertAddress: address.trim(),
        expertName: name.trim(),
        question: question.trim(),
        dueAt: dueAt.toISOString(),
        context,
        ...(task && { task: task.id }),
      },
      key,
    });
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={t('consultation.title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className="dialog-form" onSubmit={submit}>
        <p className="muted small">{t('consultation.hint')}</p>
        <datalist id="experts">
          {experts.map((expert) => (
            <option key={expert.address} value={expert.address}>
              {expert.name}
            </option>
          ))}
        </datalist>
        <div className="dialog-form__pair">
          <TextInput
            label={t('consultation.address')}
            type="email"
            required
            withAsterisk={false}
            value={address}
            onChange={(event) => chooseAddress(event.currentTarget.value)}
            list="experts"
            data-autofocus
          />
          <TextInput
            label={t('consultation.name')}
            required
            withAsterisk={false}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <Textarea
          label={t('consultation.question')}
          placeholder={t('consultation.questionPlaceholder')}
          required
          withAsterisk={false}
          autosize
          minRows={4}
          maxRows={12}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
        <fieldset className="plain-fieldset">
          <legend>{t('consultation.due')}</legend>
          <div className="presets presets--row">
            {presets.map(({ preset, at }) => (
              <button key={preset} type="button" aria-pressed={toLocalInput(at) === due} onClick={() => setDue(toLocalInput(at))}>
                <span>{t(`consultation.preset.${preset}`)}</span>
                <small>{format.dateTime(at)}</small>
              </button>
            ))}
          </div>
          <TextInput
            type="datetime-local"
            aria-label={t('consultation.dueAt')}
            required
            value={due}
            error={isPast && t('consultation.past')}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
        </fieldset>
        <Checkbox.Group
          label={t('consultation.messages')}
          description={t('consultation.messagesHint')}
          value={context}
          onChange={setContext}
        >
          <div className="context-list">
            {conversation.map((message) => (
              <Checkbox
                key={message.id}
                value={message.id}
                label={`${t(`conversation.type.${message.type}`)}, ${format.dateTime(message.createdAt)}`}
                description={<span className="truncate context-list__text">{message.text.slice(0, 160)}</span>}
              />
            ))}
          </div>
        </Checkbox.Group>
        <footer className="dialog-form__foot">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={ask.isPending}>
            {t('consultation.send')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
