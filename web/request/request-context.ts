import { createContext, use, type RefObject } from 'react';
import type { Message, RequestDetail, TaskDetail } from '../../api/types.ts';
import type { Preferences } from '../preferences/preferences.ts';
import type { Variables } from '../../domain/process/types.ts';

/** The open form of the task, for whoever ends the step: checked values, or null where fields are missing. */
export interface FormAccess {
  check: () => Variables | null;
}

export type Dialog = 'put-off' | 'assign' | 'return' | 'pass' | 'take-over' | 'hand-over' | 'ask-expert' | 'close' | 'merge' | 'promise';

interface RequestParts {
  request: RequestDetail;
  /** The task that this person would work on here. */
  task: TaskDetail | null;
  messages: Message[];
  formRef: RefObject<FormAccess | null>;
  /** Newest message of the conversation that was on the screen. */
  seenRef: RefObject<string | null>;
  /** Puts text at the caret of the composer, opening it if need be. */
  insertRef: RefObject<((text: string) => void) | null>;
  /** Opens the composer in one of its two modes. */
  composeRef: RefObject<((mode: 'reply' | 'note') => void) | null>;
  dialog: Dialog | null;
  openDialog: (dialog: Dialog | null) => void;
  close: () => void;
  /** Brings the side panel forward where it is hidden (phones). */
  showPanel: () => void;
  /** Of the side panel; null: the one that fits. */
  tab: Preferences['panelTab'] | null;
  openTab: (tab: Preferences['panelTab']) => void;
  /** Brings the task's form before the eyes, wherever it was hidden. */
  showForm: () => void;
}

export const RequestContext = createContext<RequestParts | null>(null);

export function useRequest(): RequestParts {
  const parts = use(RequestContext);
  if (!parts) throw new Error('useRequest() outside of a request: render it below <RequestContext>.');
  return parts;
}
