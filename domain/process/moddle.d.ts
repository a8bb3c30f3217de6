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

declare module 'bpmnlint' {
  import type { Moddle } from './compile/moddle.ts';
  export class Linter {
    constructor(options: {
      config: { rules: Record<string, string> };
      resolver: { resolveRule: (pkg: string, rule: string) => unknown; resolveConfig: () => object };
    });
    lint(root: Moddle): Promise<Record<string, { id?: string; name?: string; message: string; category: string }[]>>;
  }
}

declare module 'bpmnlint/rules/*' {
  const rule: unknown;
  export default rule;
}
