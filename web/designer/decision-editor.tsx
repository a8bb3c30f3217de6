import { SegmentedControl } from '@mantine/core';
import DmnModeler, { type DmnView, type DmnViewer } from 'dmn-js/lib/Modeler.js';
import { useEffect, useRef, useState } from 'react';
import './dmn-styles.ts';
import { EditorFrame, type History } from './editor-frame.tsx';
import { translateModule } from './translate.ts';
import { type EditorProps, useDraft } from './use-draft.ts';
import { useWords } from './words.ts';

interface Shown {
  views: DmnView[];
  active: DmnView | undefined;
}

/** Decision tables, edited like a sheet; every change goes into the draft by itself. */
export default function DecisionEditor(props: EditorProps) {
  const { t, language } = useWords();
  const open = useDraft(props);
  const { changed, flush } = open;
  const { source } = open.draft;
  const holder = useRef<HTMLDivElement>(null);
  const modeler = useRef<DmnModeler | null>(null);
  const [shown, show] = useState<Shown>({ views: [], active: undefined });
  const [history, setHistory] = useState<History | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    const container = holder.current;
    if (!container) return undefined;
    const additionalModules = [translateModule(language)];
    const made = new DmnModeler({
      container,
      drd: { additionalModules },
      decisionTable: { additionalModules },
      literalExpression: { additionalModules },
      boxedExpression: { additionalModules },
    });
    modeler.current = made;
    const watched = new WeakSet<DmnViewer>();
    made.on('views.changed', () => {
      show({ views: made.getViews(), active: made.getActiveView() });
      const viewer = made.getActiveViewer();
      if (!viewer) return;
      const tell = (): void => setHistory(historyOf(viewer));
      tell();
      if (watched.has(viewer)) return;
      watched.add(viewer);
      viewer.on('commandStack.changed', () => {
        tell();
        changed(async () => ({ source: (await made.saveXML({ format: true })).xml }));
      });
    });
    async function openTable(): Promise<void> {
      await made.importXML(source);
      const table = made.getViews().find((view) => view.type === 'decisionTable');
      if (table) await made.open(table);
    }
    openTable().catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
    return () => {
      modeler.current = null;
      container.replaceChildren();
      // A last save still reads from it.
      void flush().finally(() => made.destroy());
    };
  }, [source, language, changed, flush]);

  const idOf = (view: DmnView): string => `${view.type} ${view.element.id}`;
  const { active, views } = shown;
  const policy = active?.type === 'decisionTable' ? (active.element.decisionLogic?.hitPolicy ?? 'UNIQUE') : null;
  return (
    <EditorFrame open={open} history={history}>
      <div className="decision-editor">
        <div className="decision-editor__bar">
          {views.length > 1 && active && (
            <SegmentedControl
              aria-label={t('decision.views')}
              size="xs"
              value={idOf(active)}
              data={views.map((view) => ({
                value: idOf(view),
                label: view.type === 'drd' ? t('decision.drd') : (view.element.name ?? view.element.id),
              }))}
              onChange={(id) => {
                const view = views.find((one) => idOf(one) === id);
                if (view) void modeler.current?.open(view);
              }}
            />
          )}
          {policy && <strong>{t(`decision.policy.${policy}`)}</strong>}
          <span className="muted small">{t('decision.hint')}</span>
        </div>
        {failure !== null && (
          <p role="alert" className="editor__failure">
            {t('loadFailed', { reason: failure })}
          </p>
        )}
        <div ref={holder} className="decision-editor__table" />
      </div>
    </EditorFrame>
  );
}

function historyOf(viewer: DmnViewer): History {
  const stack = viewer.get('commandStack');
  return { canUndo: stack.canUndo(), canRedo: stack.canRedo(), undo: () => stack.undo(), redo: () => stack.redo() };
}
