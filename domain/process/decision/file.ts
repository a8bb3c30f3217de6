import { DmnModdle } from 'dmn-moddle';
import dmn13 from 'dmn-moddle/resources/dmn/json/dmn13.json' with { type: 'json' };
import { WHOLE_FILE, type Findings } from '../compile/findings.ts';
import { many, string, type Moddle } from '../compile/moddle.ts';
import { bounded, reportWarning } from '../compile/xml.ts';

/** A DMN file, parsed. */
export interface DmnFile {
  namespace: string;
  /** Elements of the requirement graph by id. */
  elements: Map<string, Moddle>;
  /** Item definitions by name. */
  types: Map<string, Moddle>;
  /** Imported files by the name of the import. */
  imports: Map<string, DmnFile>;
}

/** Imports of imports are followed so far. */
const MAX_IMPORTS = 20;

/** Parses a file of DMN 1.1 to 1.5 with all that it imports from `others` (the XML of all files there are). */
export async function parseFile(xml: string, others: Readonly<Record<string, string>>, found: Findings): Promise<DmnFile | null> {
  const definitions = await parseDmn(xml, found);
  return definitions && resolved(definitions, { others, found, depth: 0, namespaces: null });
}

interface Resolving {
  others: Readonly<Record<string, string>>;
  found: Findings;
  depth: number;
  /** XML by namespace; null until an import asks for it. */
  namespaces: Map<string, string> | null;
}

async function resolved(definitions: Moddle, at: Resolving): Promise<DmnFile> {
  const imports = new Map<string, DmnFile>();
  for (const one of many(definitions.import)) {
    const name = string(one.name) ?? '';
    const namespace = string(one.namespace) ?? '';
    const place = { ...WHOLE_FILE, place: `import "${name}"` };
    if (!/\/DMN\//.test(string(one.importType) ?? '')) {
      at.found.add('import-kind', place, { type: string(one.importType) ?? '' });
      continue;
    }
    at.namespaces ??= byNamespace(at.others);
    const xml = at.namespaces.get(namespace);
    const inner = xml === undefined || at.depth >= MAX_IMPORTS ? null : await parseDmn(xml, at.found);
    if (!inner) at.found.add('import-unknown', place, { namespace });
    else imports.set(name, await resolved(inner, { ...at, depth: at.depth + 1 }));
  }
  const byId = (list: Moddle[]) => new Map(list.map((one) => [one.id ?? '', one]));
  return {
    namespace: string(definitions.namespace) ?? '',
    elements: byId(many(definitions.drgElement)),
    types: new Map(many(definitions.itemDefinition).map((one) => [one.name ?? '', one])),
    imports,
  };
}

function byNamespace(files: Readonly<Record<string, string>>): Map<string, string> {
  const found = new Map<string, string>();
  for (const xml of Object.values(files)) {
    const [root = ''] = /<(?:[\w-]+:)?definitions\b[^>]*>/.exec(xml) ?? [];
    const namespace = /\snamespace\s*=\s*["']([^"']*)["']/.exec(root)?.[1];
    if (namespace !== undefined) found.set(namespace, xml);
  }
  return found;
}

async function parseDmn(xml: string, found: Findings): Promise<Moddle | null> {
  if (!bounded(xml, found)) return null;
  try {
    const { rootElement, warnings } = await new DmnModdle({ dmn: DMN }).fromXML(mapNamespaces(xml));
    // A shape of an imported element is drawn here and defined elsewhere; the drawing means nothing.
    for (const warning of warnings) if (!warning.property?.startsWith('dmndi:')) reportWarning(warning, found);
    return rootElement;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    found.add('xml-invalid', WHOLE_FILE, { detail: (text.split('\n')[0] ?? '').slice(0, 200) });
    return null;
  }
}

/** dmn-moddle knows DMN 1.3 alone; for what is read here 1.1 to 1.5 say the same under other names. */
function mapNamespaces(xml: string): string {
  const base = 'https://www.omg.org/spec/DMN/20191111';
  return xml
    .replace(/https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/?|dmn\.xsd)(?=["'])/g, `${base}/MODEL/`)
    .replace(/https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/DMNDI\/?(?=["'])/g, `${base}/DMNDI/`);
}

const part = (name: string, type = 'ChildExpression') => ({ name, type });
const iterator = (name: string, body: string) => ({
  name,
  superClass: ['Expression'],
  properties: [{ name: 'iteratorVariable', type: 'String', isAttr: true }, part('in'), part(body)],
});

/** dmn-moddle's DMN 1.3 with what 1.4 and 1.5 added to it. */
const DMN = {
  ...dmn13,
  types: [
    ...dmn13.types.map((type) =>
      type.name === 'ItemDefinition' ? { ...type, properties: [...type.properties, part('typeConstraint', 'UnaryTests')] } : type,
    ),
    { name: 'ChildExpression', superClass: ['DMNElement'], properties: [{ name: 'value', type: 'Expression' }] },
    { name: 'Conditional', superClass: ['Expression'], properties: [part('if'), part('then'), part('else')] },
    { name: 'Filter', superClass: ['Expression'], properties: [part('in'), part('match')] },
    iterator('For', 'return'),
    iterator('Every', 'satisfies'),
    iterator('Some', 'satisfies'),
  ],
};
