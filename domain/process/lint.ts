import { Linter } from 'bpmnlint';
import endEventRequired from 'bpmnlint/rules/end-event-required.js';
import fakeJoin from 'bpmnlint/rules/fake-join.js';
import global from 'bpmnlint/rules/global.js';
import labelRequired from 'bpmnlint/rules/label-required.js';
import noDuplicateSequenceFlows from 'bpmnlint/rules/no-duplicate-sequence-flows.js';
import noGatewayJoinFork from 'bpmnlint/rules/no-gateway-join-fork.js';
import noImplicitEnd from 'bpmnlint/rules/no-implicit-end.js';
import noImplicitSplit from 'bpmnlint/rules/no-implicit-split.js';
import noOverlappingElements from 'bpmnlint/rules/no-overlapping-elements.js';
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway.js';
import superfluousLabel from 'bpmnlint/rules/superfluous-label.js';
import superfluousTermination from 'bpmnlint/rules/superfluous-termination.js';
import { asCode, findings } from './compile/findings.ts';
import type { LINT_TEXTS } from './compile/lint-texts.ts';
import { many, one, type Moddle } from './compile/moddle.ts';
import { parseBpmn } from './compile/xml.ts';
import type { Finding } from './types.ts';

/** Of bpmnlint's recommended rules those that `compile` does not answer itself, as errors. */
const RULES: Record<keyof typeof LINT_TEXTS, unknown> = {
  'end-event-required': endEventRequired,
  'fake-join': fakeJoin,
  'label-required': labelRequired,
  'no-duplicate-sequence-flows': noDuplicateSequenceFlows,
  'no-gateway-join-fork': noGatewayJoinFork,
  'no-implicit-end': noImplicitEnd,
  'no-implicit-split': noImplicitSplit,
  'no-overlapping-elements': noOverlappingElements,
  'superfluous-gateway': superfluousGateway,
  'superfluous-label': superfluousLabel,
  'superfluous-termination': superfluousTermination,
  global,
};

/** Some rules compare each element with every other; nobody draws a larger process by hand. */
const mostElements = 1000;

/** The rules look at what elements say of their flows, which a file may leave out. */
function connect(scope: Moddle): void {
  const inside = many(scope.flowElements);
  const flows = inside.filter(({ $type }) => $type === 'bpmn:SequenceFlow');
  const [from, into] = [Map.groupBy(flows, ({ sourceRef }) => one(sourceRef)), Map.groupBy(flows, ({ targetRef }) => one(targetRef))];
  for (const element of inside) {
    if (element.$instanceOf?.('bpmn:FlowNode') !== true) continue;
    element.outgoing = from.get(element) ?? [];
    element.incoming = into.get(element) ?? [];
    connect(element);
  }
}

function countOf(scope: Moddle): number {
  const inside = [...many(scope.rootElements), ...many(scope.flowElements)];
  return inside.reduce((count, element) => count + 1 + countOf(element), 0);
}

/** How a process is drawn: warnings and hints, nothing for a file that `compile` cannot read or that is too large. */
export async function lint(xml: string, key: string): Promise<Finding[]> {
  const definitions = await parseBpmn(xml, findings(key));
  if (!definitions) return [];
  if (countOf(definitions) > mostElements) return [];
  for (const process of many(definitions.rootElements)) connect(process);
  const found = findings(key);
  // Its rules remember what they have seen: a linter of its own for each file.
  const linter = new Linter({
    config: { rules: Object.fromEntries(Object.keys(RULES).map((rule) => [rule, 'warn'])) },
    resolver: { resolveRule: (_package, rule) => RULES[rule as keyof typeof RULES], resolveConfig: () => ({}) },
  });
  const reports = await linter.lint(definitions);
  for (const [rule, list] of Object.entries(reports)) {
    for (const { id, name } of list) {
      if (rule !== 'rule-error') found.add(asCode(rule), { element: id ?? null, elementName: name ?? null, place: null });
    }
  }
  return found.list;
}
