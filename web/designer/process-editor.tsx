import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize } from '@tabler/icons-react';
import type Modeler from 'bpmn-js/lib/Modeler.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../server/client.ts';
import { fitBesidePalette, reveal, service } from './bpmn-services.ts';
import { EditorFrame, type History } from './editor-frame.tsx';
import { showProblems } from './problem-overlays.ts';
import { createModeler } from './process-modeler.ts';
import { type EditorProps, useDraft } from './use-draft.ts';
import { useWords } from './words.ts';

/** A process as drawing and properties; every change goes into the draft by itself. */
export default function ProcessEditor(props: EditorProps) {
  const { t, language } = useWords();
  const modeler = useRef<Modeler | null>(null);
  const open = useDraft(props);
  const { findings, changed, flush } = open;
  const { source, key } = open.draft;
  const canvas = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [history, setHistory] = useState<History | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isReady, setReady] = useState(false);

  useEffect(() => {
    const [container, parent] = [canvas.current, panel.current];
    if (!container || !parent) return undefined;
    const made = createModeler({ container, panel: parent, language });
    modeler.current = made;
    const stack = service(made, 'commandStack');
    const showHistory = (): void =>
      setHistory({ canUndo: stack.canUndo(), canRedo: stack.canRedo(), undo: () => stack.undo(), redo: () => stack.redo() });
    async function openProcess(): Promise<void> {
      await made.importXML(source);
      if (modeler.current !== made) return;
      fitBesidePalette(made);
      made.on('commandStack.changed', () => {
        showHistory();
        changed(async () => ({ source: (await made.saveXML({ format: true })).xml ?? source, title: titleOf(made) }));
      });
      showHistory();
      setReady(true);
      const { items } = await api('GET /api/steps', {});
      if (modeler.current === made) service(made, 'elementTemplatesLoader').setTemplates(items);
    }
    openProcess().catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
    return () => {
      modeler.current = null;
      container.replaceChildren();
      parent.replaceChildren();
      // A last save still reads from it.
      void flush().finally(() => made.destroy());
    };
  }, [source, language, changed, flush]);

  const select = useCallback((element: string | null) => void (modeler.current && element && reveal(modeler.current, element)), []);
  useEffect(() => {
    if (isReady && modeler.current)
      showProblems(
        modeler.current,
        findings.list.filter((finding) => finding.definition === key),
        { language, t, onSelect: select },
      );
  }, [isReady, findings.list, key, language, t, select]);

  const fit = (
    <Tooltip label={t('zoomFit')}>
      <ActionIcon aria-label={t('zoomFit')} size="lg" onClick={() => modeler.current && fitBesidePalette(modeler.current)}>
        <IconArrowsMaximize size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <EditorFrame open={open} history={history} tools={fit} onProblem={(finding) => select(finding.element)}>
      <div className="process-editor">
        {failure !== null && (
          <p role="alert" className="editor__failure">
            {t('loadFailed', { reason: failure })}
          </p>
        )}
        <div ref={canvas} className="process-editor__canvas" role="application" aria-label={t('canvas')} />
        <aside ref={panel} className="process-editor__panel" aria-label={t('panel')} />
      </div>
    </EditorFrame>
  );
}

/** The process's own name is its title in the list. */
function titleOf(modeler: Modeler): string {
  const definitions = modeler.getDefinitions() as { rootElements?: { $type: string; name?: string }[] } | undefined;
  return definitions?.rootElements?.find((element) => element.$type === 'bpmn:Process')?.name ?? '';
}
