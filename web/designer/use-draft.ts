import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Draft, Finding } from '../../api/types.ts';
import { api } from '../server/client.ts';
import { isProblem } from '../server/problem.ts';
import { type DraftKeeper, keepDraft, type SaveResult, type SaveState } from './draft-keeper.ts';

/** What an editor gives to be saved; without a title the draft keeps its own. */
export interface DraftText {
  source: string;
  title?: string;
}

export interface Findings {
  list: Finding[];
  state: 'checking' | 'checked' | { failed: unknown };
}

/** What every editor is given: a loaded draft, and how to begin anew with the server's. */
export interface EditorProps {
  draft: Draft;
  reload: () => void;
}

export interface OpenDraft extends EditorProps {
  save: SaveState;
  /** Of the saved draft. */
  findings: Findings;
  /** The content changed: save it after a pause. */
  changed: (read: () => Promise<DraftText>) => void;
  flush: () => Promise<boolean>;
  overwrite: () => void;
  /** Of the saved draft, for If-Match. */
  version: () => number;
}

/** Keeps one open draft: saves it by itself and checks what was saved. */
export function useDraft({ draft, reload }: EditorProps): OpenDraft {
  const { type, key, version: loaded } = draft;
  const [save, setSave] = useState<SaveState>({ state: 'clean' });
  const [checked, setChecked] = useState(loaded);
  const keeper = useRef<DraftKeeper<DraftText> | null>(null);

  useEffect(() => {
    const kept = keepDraft<DraftText>({
      version: loaded,
      save: (text, version) => write({ type, key, version, ...text }),
      onState: (state) => {
        setSave(state);
        if (state.state === 'saved') setChecked(state.version);
      },
    });
    keeper.current = kept;
    return () => kept.dispose();
  }, [type, key, loaded]);

  const check = useQuery({
    queryKey: ['check', type, key, checked],
    queryFn: () => api('POST /api/definitions/:type/:key/check', { params: { type, key }, body: {} }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  });

  const isAtRisk = save.state !== 'clean' && save.state !== 'saved';
  useEffect(() => {
    if (!isAtRisk) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isAtRisk]);

  return {
    draft,
    reload,
    save,
    findings: {
      list: check.data?.findings ?? noFindings,
      state: check.error ? { failed: check.error } : check.isFetching ? 'checking' : 'checked',
    },
    changed: useCallback((read) => keeper.current?.changed(read), []),
    flush: useCallback(async () => (await keeper.current?.flush()) ?? true, []),
    overwrite: () => void keeper.current?.overwrite(),
    version: () => keeper.current?.version() ?? loaded,
  };
}

const noFindings: Finding[] = [];

type Writing = DraftText & Pick<Draft, 'type' | 'key' | 'version'>;

async function write({ type, key, source, version, title }: Writing): Promise<SaveResult> {
  try {
    const body = { source, ...(title ? { title } : {}) };
    const saved = await api('PUT /api/definitions/:type/:key', { params: { type, key }, body, ifMatch: version });
    return { version: saved.version, at: new Date(saved.savedAt) };
  } catch (error) {
    if (!isProblem(error, 'draft-changed')) throw error;
    const newer = error.body as { version?: number; updatedAt?: string; updatedBy?: { name: string } | null };
    return {
      conflict: { version: newer.version ?? version, name: newer.updatedBy?.name ?? null, at: new Date(newer.updatedAt ?? Date.now()) },
    };
  }
}
