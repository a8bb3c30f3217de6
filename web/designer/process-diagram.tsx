import { SegmentedControl } from '@mantine/core';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Diagram } from '../../api/types.ts';
import { addTexts } from '../i18n/i18n.ts';
import { useFormat } from '../i18n/format.ts';
import { type BpmnServices, service } from './bpmn-services.ts';
import { type FlowNode, stepsInOrder } from './step-list.ts';
import { designerTexts } from './texts.ts';
import { useWords } from './words.ts';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './process-diagram.css';

addTexts('designer', designerTexts);

type Step = { id: string; name: string; depth: number; state: 'token' | 'incident' | 'passed' | 'ahead'; waitsUntil: string | null };

/** Where a request stands, drawn on the very version that it runs on, with the same steps as a list beside it. */
export function ProcessDiagram({ graphs, tokens, timers }: Diagram) {
  const { t } = useWords();
  const deepest = graphs.findLastIndex(({ graph }) => tokens.some((token) => token.graph === graph));
  const [chosen, choose] = useState<string | null>(null);
  const shown = graphs.find((one) => one.graph === chosen) ?? graphs[Math.max(0, deepest)];
  const here = useMemo(() => tokens.filter((token) => token.graph === shown?.graph), [tokens, shown]);
  const holder = useRef<HTMLDivElement>(null);
  const [steps, setSteps] = useState<Step[]>([]);
  const xml = shown?.xml ?? null;
  const passed = shown?.passed;

  useEffect(() => {
    const container = holder.current;
    if (!container || !xml || !passed) return undefined;
    const viewer = new NavigatedViewer({ container });
    let isGone = false;
    async function draw(drawing: string, where: Where): Promise<void> {
      await viewer.importXML(drawing);
      if (isGone) return;
      mark(viewer, { ...where, label: t });
      setSteps(stepsOf(viewer, { ...where, timers }));
    }
    draw(xml, { passed, tokens: here }).catch(() => setSteps([]));
    return () => {
      isGone = true;
      viewer.destroy();
    };
  }, [xml, passed, here, timers, t]);

  if (!shown) return null;
  return (
    <section className="diagram" aria-label={t('diagram.label')}>
      <div className="diagram__bar">
        {graphs.length > 1 && (
          <SegmentedControl
            size="xs"
            value={shown.graph}
            onChange={choose}
            data={graphs.map((one) => ({ value: one.graph, label: one.title }))}
          />
        )}
        <span className="muted small">
          {graphs.length === 1 && `${shown.title} · `}
          {shown.version !== null && t('diagram.version', { number: shown.version })}
        </span>
      </div>
      <div className="diagram__both">
        {/* The list beside it says the same in words. */}
        {xml ? <div ref={holder} className="diagram__canvas" aria-hidden /> : <p className="muted">{t('diagram.missing')}</p>}
        <StepList steps={steps} />
      </div>
    </section>
  );
}

function StepList({ steps }: { steps: Step[] }) {
  const { t } = useWords();
  const format = useFormat();
  const words = { token: t('diagram.token'), incident: t('diagram.incident'), passed: t('diagram.passed'), ahead: t('diagram.ahead') };
  return (
    <ol className="diagram__steps" aria-label={t('diagram.steps')}>
      {steps.map((step) => (
        <li key={step.id} data-state={step.state} data-depth={step.depth} aria-current={step.state === 'token' ? 'step' : undefined}>
          <span>{step.name}</span>
          <span className="diagram__state">
            {words[step.state]}
            {step.waitsUntil && `, ${t('diagram.waitsUntil', { at: format.dateTime(step.waitsUntil) })}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

interface Where {
  passed: string[];
  tokens: Diagram['tokens'];
}

function mark(viewer: NavigatedViewer, { passed, tokens, label }: Where & { label: (key: string) => string }): void {
  const canvas: BpmnServices['canvas'] = service(viewer, 'canvas');
  const registry = service(viewer, 'elementRegistry');
  for (const id of passed) if (registry.get(id)) canvas.addMarker(id, 'is-passed');
  for (const [element, list] of Map.groupBy(tokens, (token) => token.element)) {
    if (!registry.get(element)?.parent) continue;
    const hasIncident = list.some((token) => token.incident);
    canvas.addMarker(element, hasIncident ? 'is-incident' : 'is-here');
    const badge = document.createElement('span');
    badge.className = hasIncident ? 'token-badge token-badge--incident' : 'token-badge';
    badge.textContent = hasIncident ? '!' : String(list.length);
    badge.title = label(hasIncident ? 'diagram.incident' : 'diagram.token');
    service(viewer, 'overlays').add(element, 'token', { position: { bottom: 10, left: -10 }, html: badge });
  }
  canvas.zoom('fit-viewport', 'auto');
}

function stepsOf(viewer: NavigatedViewer, { passed, tokens, timers }: Where & { timers: Diagram['timers'] }): Step[] {
  const { rootElements = [] } = viewer.getDefinitions() as { rootElements?: (FlowNode & { flowElements?: FlowNode[] })[] };
  const process = rootElements.find((element) => element.$type === 'bpmn:Process');
  if (!process) return [];
  const done = new Set(passed);
  return stepsInOrder(process).flatMap(({ node, depth }): Step[] => {
    const mine = tokens.filter((token) => token.element === node.id);
    const state = mine.some((token) => token.incident) ? 'incident' : mine.length > 0 ? 'token' : done.has(node.id) ? 'passed' : 'ahead';
    // Joining gateways and the like have no name: they tell people nothing unless the request stands there.
    if (!node.name && mine.length === 0) return [];
    return [
      { id: node.id, name: node.name ?? node.id, depth, state, waitsUntil: timers.find((timer) => timer.element === node.id)?.at ?? null },
    ];
  });
}
