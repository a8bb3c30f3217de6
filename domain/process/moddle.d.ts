declare module 'bpmn-moddle' {
  import type { Moddle } from './compile/moddle.ts';
  import type { ParserWarning } from './compile/xml.ts';
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: Moddle; warnings: ParserWarning[] }>;
    toXML(element: Moddle): Promise<{ xml: string }>;
    create(type: string, attributes: Record<string, unknown>): Moddle;
  }
}

declare module 'dmn-moddle' {
  import type { Moddle } from './compile/moddle.ts';
  import type { ParserWarning } from './compile/xml.ts';
  export class DmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: Moddle; warnings: ParserWarning[] }>;
  }
}
