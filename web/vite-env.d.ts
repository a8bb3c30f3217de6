/// <reference types="vite/client" />
declare module '@fontsource-variable/ibm-plex-sans/wght.css';

/** bpmn-js ships types that Node's module rules read as CommonJS, where a bundler takes the class: said here as it is used. */
declare module 'bpmn-js/lib/NavigatedViewer' {
  export default class NavigatedViewer {
    constructor(options: { container: HTMLElement });
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    get<Service>(name: string): Service;
    destroy(): void;
  }
}
