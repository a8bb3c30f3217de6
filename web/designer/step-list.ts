/** What the list beside a diagram needs of bpmn-js's model. */
export interface FlowNode {
  $type: string;
  id: string;
  name?: string;
  outgoing?: { targetRef?: FlowNode }[];
  attachedToRef?: FlowNode;
  flowElements?: FlowNode[];
}

/**
 * The elements of a process in the order of its flow, boundary events right after their task, a sub-process's own elements after it (`depth`).
 * For people who cannot follow the drawing, and in its stead on small screens.
 */
export function stepsInOrder(process: { flowElements?: FlowNode[] }, depth = 0): { node: FlowNode; depth: number }[] {
  const nodes = (process.flowElements ?? []).filter((element) => isNode(element.$type));
  const seen = new Set<FlowNode>();
  const steps: { node: FlowNode; depth: number }[] = [];
  const isEntered = new Set(nodes.flatMap((node) => (node.outgoing ?? []).map((flow) => flow.targetRef)));
  const starts = nodes.filter((node) => !isEntered.has(node) && !node.attachedToRef);
  const waiting = [...starts];
  while (waiting.length > 0) {
    const node = waiting.shift();
    if (!node || seen.has(node)) continue;
    seen.add(node);
    steps.push({ node, depth }, ...stepsInOrder(node, depth + 1));
    const boundaries = nodes.filter((other) => other.attachedToRef === node);
    waiting.push(...boundaries, ...targetsOf(node));
  }
  // What only a loop leads to, or nothing at all, comes last.
  for (const node of nodes.filter((one) => !seen.has(one))) steps.push({ node, depth }, ...stepsInOrder(node, depth + 1));
  return steps;
}

const targetsOf = (node: FlowNode): FlowNode[] => (node.outgoing ?? []).flatMap((flow) => flow.targetRef ?? []);
const isNode = (type: string): boolean => /(Task|Event|Gateway|SubProcess|CallActivity|Transaction)$/.test(type);
