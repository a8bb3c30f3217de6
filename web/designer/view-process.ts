import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { service } from './bpmn-services.ts';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';

/** Draws a process to look at. @returns what ends it. */
export async function draw({ container, source }: { container: HTMLElement; source: string; language: 'de' | 'en' }): Promise<() => void> {
  const viewer = new NavigatedViewer({ container });
  await viewer.importXML(source);
  service(viewer, 'canvas').zoom('fit-viewport', 'auto');
  return () => viewer.destroy();
}
