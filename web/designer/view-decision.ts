import DmnViewer from 'dmn-js/lib/Viewer.js';
import { translateModule } from './translate.ts';
import './dmn-styles.ts';

/** Draws a decision table to look at. @returns what ends it. */
export async function draw({
  container,
  source,
  language,
}: {
  container: HTMLElement;
  source: string;
  language: 'de' | 'en';
}): Promise<() => void> {
  const additionalModules = [translateModule(language)];
  const viewer = new DmnViewer({
    container,
    drd: { additionalModules },
    decisionTable: { additionalModules },
    literalExpression: { additionalModules },
  });
  await viewer.importXML(source);
  const table = viewer.getViews().find((view) => view.type === 'decisionTable');
  if (table) await viewer.open(table);
  return () => viewer.destroy();
}
