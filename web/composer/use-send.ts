import { useRef, useState } from 'react';
import type { Message } from '../../api/types.ts';
import type { Variables } from '../../domain/process/types.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { api, type Input, type Reply as ApiReply } from '../server/client.ts';
import { problemText } from '../server/problem-text.ts';
import { isProblem } from '../server/problem.ts';
import { refreshRequest, refreshTasks } from '../server/queries.ts';
import { useMe } from '../session/session.ts';
import { complain } from '../shell/toasts.tsx';
import { useRequest } from '../request/request-context.ts';
import { newKey } from './new-key.ts';
import { concerns, isBlocking, type Concern } from './send-guard.ts';
import type { DraftFile } from './upload-file.ts';

/** `asked`: answered with a question, of which the process reminds. */
export type Outcome = 'answered' | 'asked' | 'closed' | 'open';
export type Hurdle =
  | { type: 'guard'; concerns: Concern[]; blocked: boolean }
  | { type: 'moved-on'; messages: Message[] }
  | { type: 'take-over'; name: string }
  | { type: 'form' };
/** What the person has already agreed to for this try. */
interface Agreed {
  guard?: boolean;
  takeOver?: boolean;
  seenMessage?: string;
}
export interface Reply {
  files: DraftFile[];
  text: string;
  to: string[];
  cc: string[];
  /** Empty: as the conversation's. */
  subject: string;
  /** When the customer hears again, as the answer says; '' names no time. */
  promiseAt: string;
}

/** `heldUntil`: it has not gone out yet and can be taken back. */
type Sent = ApiReply<'POST /api/requests/:id/replies'>;

/** Sends an answer over its hurdles: own words checked, form complete, task one's own, nothing new unseen. At each one the text stays. */
export function useSend(settleDraft: () => Promise<void>, onSent: (sent: Sent) => void) {
  const me = useMe();
  const { request, task, formRef, seenRef, showForm } = useRequest();
  const [{ undoSeconds }] = usePreferences();
  const [hurdle, setHurdle] = useState<Hurdle | null>(null);
  const [isSending, setSending] = useState(false);
  const key = useRef({ content: '', value: '' });

  async function send(reply: Reply, outcome: Outcome, agreed: Agreed = {}, at: Date | null = null): Promise<void> {
    if (isSending || !reply.text.trim()) return;
    setHurdle(null);
    const found = concerns(reply.text, reply.files.length);
    const blocked = found.some(isBlocking);
    if (found.length > 0 && (blocked || !agreed.guard)) {
      setHurdle({ type: 'guard', concerns: found, blocked });
      return;
    }
    let variables: Variables | undefined;
    if (task?.form && outcome !== 'open') {
      const values = formRef.current?.check();
      if (!values) {
        setHurdle({ type: 'form' });
        showForm();
        return;
      }
      variables = values;
    }
    if (task?.owner && task.owner.id !== me.account.id && !agreed.takeOver) {
      setHurdle({ type: 'take-over', name: task.owner.name });
      return;
    }
    setSending(true);
    try {
      // Sending ends the draft on the server: a late save would bring it back.
      await settleDraft();
      await own(agreed);
      onSent(await post(reply, outcome, variables, agreed, at));
    } catch (error) {
      refused(error);
    } finally {
      setSending(false);
      refreshRequest(request.id);
      refreshTasks();
    }
  }

  /** Who answers first has the task. */
  async function own(agreed: Agreed): Promise<void> {
    if (!task || task.owner?.id === me.account.id) return;
    await api('POST /api/tasks/:id/take', {
      params: { id: task.id },
      body: agreed.takeOver && task.owner ? { takeOverFrom: task.owner.id } : {},
    });
  }

  function post(reply: Reply, outcome: Outcome, variables: Variables | undefined, agreed: Agreed, at: Date | null): Promise<Sent> {
    const content = JSON.stringify([reply, outcome, at]);
    // The same content again, after an answer that never came, is the same deed.
    if (key.current.content !== content) key.current = { content, value: newKey() };
    const body: Input<'POST /api/requests/:id/replies'>['body'] = {
      text: reply.text.trim(),
      to: reply.to,
      cc: reply.cc,
      files: reply.files.map(({ id }) => id),
      ...(at ? { sendAt: at.toISOString() } : undoSeconds > 0 && { hold: undoSeconds }),
      ...(reply.promiseAt && { promiseAt: reply.promiseAt }),
      ...(reply.subject.trim() && { subject: reply.subject.trim() }),
      seenMessage: agreed.seenMessage ?? seenRef.current,
      task: task?.id ?? null,
      outcome: task && outcome !== 'open' ? (outcome === 'asked' ? 'answered' : outcome) : null,
      ...(outcome === 'asked' && { asked: true }),
      ...(variables && { variables }),
    };
    return api('POST /api/requests/:id/replies', { params: { id: request.id }, body, key: key.current.value });
  }

  function refused(error: unknown): void {
    if (isProblem(error, 'conversation-moved-on')) {
      const { messages = [] } = error.body as { messages?: Message[] };
      setHurdle({ type: 'moved-on', messages });
    } else if (isProblem(error, 'task-taken')) setHurdle({ type: 'take-over', name: task?.owner?.name ?? '' });
    else complain(problemText(error));
  }
  return { send, hurdle, clearHurdle: () => setHurdle(null), isSending };
}
