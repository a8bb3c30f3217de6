import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import { Modal, SegmentedControl } from '@mantine/core';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagram, RequestDetail } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import './diagram.css';

type Drawn = Diagram['graphs'][number];

/** The request on its own version's diagram: where it stands, where it came by; as a list of steps too, for whoever does not see drawings. */
export default function DiagramDialog({ request, onClose }: { request: RequestDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const diagram = useApi('GET /api/requests/:id/diagram', { params: { id: request.id } });
  const [chosen, setChosen] = useState<string>();
  const graphs = diagram.data?.graphs ?? [];
  const holding = graphs.findLast(({ graph }) => diagram.data?.tokens.some((token) => token.graph === graph));
  const graph = graphs.find(({ graph }) => graph === chosen) ?? holding ?? graphs[0];
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1180px, 94vw)"
      title={t('request.diagramTitle', { number: request.number })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {diagram.isPending && <Waiting />}
      {diagram.isError && <Failure error={diagram.error} retry={() => void diagram.refetch()} />}
      {diagram.data && graph && (
        <div className="diagram">
          <div className="diagram__head">
            {graphs.length > 1 && (
              <SegmentedControl
                size="xs"
                value={graph.graph}
                data={graphs.map(({ graph, title }) => ({ value: graph, label: title }))}
                onChange={setChosen}
              />
            )}
            <span className="muted small">
              {graph.version !== null && `${t('request.version', { number: graph.version })} · `}
              {t('request.diagramHint')}
            </span>
          </div>
          {graph.xml ? (
            <Canvas key={graph.graph} drawn={graph} xml={graph.xml} tokens={diagram.data.tokens} />
          ) : (
            <p className="muted">{t('request.noDiagram')}</p>
          )}
          <section className="diagram__steps">
            <h3>{t('request.stepsNow')}</h3>
            <ul>
              {request.steps.map((step) => (
                <li key={step.process + step.element}>{step.name}</li>
              ))}
              {diagram.data.timers.map((timer) => (
                <li key={timer.element + timer.at} className="muted">
                  {t('request.timer', { at: format.dateTime(timer.at) })}
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Modal>
  );
}

function Canvas({ drawn, xml, tokens }: { drawn: Drawn; xml: string; tokens: Diagram['tokens'] }) {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!container.current) return;
    const viewer = new NavigatedViewer({ container: container.current });
    void viewer.importXML(xml).then(() => {
      const canvas = viewer.get<{ zoom: (fit: string, center?: string) => void; addMarker: (element: string, marker: string) => void }>(
        'canvas',
      );
      const registry = viewer.get<{ get: (element: string) => unknown }>('elementRegistry');
      const mark = (element: string, marker: string): void => {
        if (registry.get(element)) canvas.addMarker(element, marker);
      };
      for (const element of drawn.passed) mark(element, 'is-passed');
      for (const { element, graph, incident } of tokens) if (graph === drawn.graph) mark(element, incident ? 'is-incident' : 'is-here');
      canvas.zoom('fit-viewport', 'auto');
    });
    return () => viewer.destroy();
  }, [drawn, xml, tokens]);
  return <div className="diagram__canvas" ref={container} role="img" aria-label={t('request.diagram')} />;
}
