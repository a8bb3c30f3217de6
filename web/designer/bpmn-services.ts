/** What our code uses of bpmn-js's services, by their names. */
export interface ShapeLike {
  id: string;
  type: string;
  parent?: ShapeLike;
  businessObject?: { name?: string };
}

export interface BpmnServices {
  canvas: {
    zoom(level: 'fit-viewport' | number, center?: 'auto'): number;
    viewbox(): Box & { outer: { width: number } };
    viewbox(box: Box): void;
    scrollToElement(element: ShapeLike, padding?: number): void;
    addMarker(element: string, marker: string): void;
    getRootElement(): ShapeLike;
    setRootElement(root: ShapeLike): void;
    findRoot(element: ShapeLike): ShapeLike | undefined;
  };
  elementRegistry: { get(id: string): ShapeLike | undefined; filter(test: (element: ShapeLike) => boolean): ShapeLike[] };
  overlays: {
    add(
      element: string,
      type: string,
      overlay: { position: { top?: number; right?: number; bottom?: number; left?: number }; html: HTMLElement },
    ): string;
    remove(filter: { type: string }): void;
  };
  selection: { select(element: ShapeLike): void };
  commandStack: { undo: () => void; redo: () => void; canUndo: () => boolean; canRedo: () => boolean };
  elementTemplatesLoader: { setTemplates(templates: unknown[]): void };
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Injected {
  get(name: string): unknown;
}

export const service = <N extends keyof BpmnServices>(viewer: Injected, name: N): BpmnServices[N] => viewer.get(name) as BpmnServices[N];

/** Shows an element, also where it lies in a collapsed sub-process with a plane of its own, and selects it. */
export function reveal(viewer: Injected, id: string): boolean {
  const element = service(viewer, 'elementRegistry').get(id);
  if (!element) return false;
  const canvas = service(viewer, 'canvas');
  const root = canvas.findRoot(element);
  if (root && root.id !== canvas.getRootElement().id) canvas.setRootElement(root);
  canvas.scrollToElement(element, 100);
  service(viewer, 'selection').select(element);
  return true;
}

/** The whole drawing, beside the palette and not under it. */
export function fitBesidePalette(viewer: Injected): void {
  const canvas = service(viewer, 'canvas');
  canvas.zoom('fit-viewport', 'auto');
  const { x, y, width, height, outer } = canvas.viewbox();
  if (outer.width < 500) return;
  const factor = outer.width / (outer.width - paletteWidth);
  canvas.viewbox({ x: x - width * (factor - 1), y: y - (height * (factor - 1)) / 2, width: width * factor, height: height * factor });
}

/** Pixels, its margins included. */
const paletteWidth = 100;
