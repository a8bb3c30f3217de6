/** Packages of bpmn.io as far as we use them. Where they have types, those are of CommonJS, while bundlers take their ES modules. */
declare module 'bpmn-js/lib/NavigatedViewer.js' {
  export default class NavigatedViewer {
    constructor(options: object);
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    saveXML(options: { format: boolean }): Promise<{ xml?: string }>;
    getDefinitions(): unknown;
    get(service: string): unknown;
    on(event: string, listener: () => void): void;
    destroy(): void;
  }
}
declare module 'bpmn-js/lib/Modeler.js' {
  export { default } from 'bpmn-js/lib/NavigatedViewer.js';
}
declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const BpmnPropertiesProviderModule: object;
  export const ZeebePropertiesProviderModule: object;
}
declare module 'bpmn-js-element-templates' {
  export const CloudElementTemplatesPropertiesProviderModule: object;
}
declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud/index.js' {
  const behaviors: object;
  export default behaviors;
}
declare module 'dmn-js/lib/Modeler.js' {
  export interface DmnView {
    id?: string;
    name?: string;
    type: 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression';
    element: { id: string; name?: string; decisionLogic?: { hitPolicy?: string } };
  }
  export interface DmnViewer {
    get(service: 'commandStack'): { undo: () => void; redo: () => void; canUndo: () => boolean; canRedo: () => boolean };
    on(event: string, listener: () => void): void;
  }
  export default class DmnModeler {
    constructor(options: object);
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    saveXML(options: { format: boolean }): Promise<{ xml: string }>;
    getViews(): DmnView[];
    getActiveView(): DmnView | undefined;
    getActiveViewer(): DmnViewer | undefined;
    open(view: DmnView): Promise<unknown>;
    on(event: string, listener: (event: unknown) => void): void;
    destroy(): void;
  }
}
declare module 'dmn-js/lib/Viewer.js' {
  export { default } from 'dmn-js/lib/Modeler.js';
}
