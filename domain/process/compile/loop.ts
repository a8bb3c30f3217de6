import type { Expression, Loop } from '../graph.ts';
import { checkedFeel, expressionOf, formalExpression } from './feel.ts';
import type { Findings, Place } from './findings.ts';
import { many, one, string, type Moddle } from './moddle.ts';

/** Whether and how an activity runs several times. Null where it runs once. */
export function readLoop(element: Moddle, at: Place, found: Findings): Loop | null {
  const loop = one(element.loopCharacteristics);
  if (!loop) return null;
  if (element.triggeredByEvent === true) found.add('loop-event-sub-process', at);
  return loop.$type === 'bpmn:StandardLoopCharacteristics' ? standard(loop, at, found) : multiInstance(loop, at, found);
}

function standard(loop: Moddle, at: Place, found: Findings): Loop {
  const condition = formalExpression(one(loop.loopCondition), { ...at, place: 'loop condition' }, found);
  const maximum = typeof loop.loopMaximum === 'number' ? loop.loopMaximum : null;
  if (condition && 'text' in condition) found.add('condition-text', { ...at, place: 'loop condition' });
  if ((condition === null && maximum === null) || (maximum !== null && maximum < 0)) {
    found.add('loop-endless', { ...at, place: 'standard loop' });
  }
  return { mode: 'standard', before: loop.testBefore === true, maximum, condition };
}

function multiInstance(loop: Moddle, at: Place, found: Findings): Loop {
  const place = { ...at, place: 'multi-instance' };
  const extension = many(one(loop.extensionElements)?.values).find(({ $type }) => $type === 'zeebe:LoopCharacteristics');
  const cardinality = readCardinality(one(loop.loopCardinality), { ...at, place: 'loop cardinality' }, found);
  const collection = expressionOf(extension?.inputCollection, { ...at, place: 'input collection' }, found);
  const until = formalExpression(one(loop.completionCondition), { ...at, place: 'completion condition' }, found);
  if ((cardinality === null) === (collection === null)) found.add('loop-count', place);
  if (collection && 'text' in collection) found.add('loop-collection', { ...at, place: 'input collection' });
  if (until && 'text' in until) found.add('condition-text', { ...at, place: 'completion condition' });
  if (loop.behavior !== 'All') found.add('loop-behaviour', { ...at, place: 'behavior' });
  if (loop.loopDataInputRef || loop.loopDataOutputRef || loop.inputDataItem || loop.outputDataItem) found.add('loop-data', place);
  return {
    mode: loop.isSequential === true ? 'sequential' : 'parallel',
    cardinality,
    collection,
    item: string(extension?.inputElement),
    ...readOutput(extension, at, found),
    until,
  };
}

function readCardinality(cardinality: Moddle | null, at: Place, found: Findings): Expression | null {
  const read = formalExpression(cardinality, at, found);
  if (read && 'text' in read && !/^\s*\d+\s*$/.test(read.text)) found.add('loop-cardinality', at, { value: read.text });
  return read;
}

function readOutput(extension: Moddle | undefined, at: Place, found: Findings) {
  const collection = string(extension?.outputCollection);
  const element = string(extension?.outputElement);
  if (collection === null && element === null) return { output: null, outputLocal: null };
  const place = { ...at, place: 'output element' };
  if (collection === null || element === null) {
    found.add('loop-output', place);
    return { output: null, outputLocal: null };
  }
  const feel = element.replace(/^\s*=/, '').trim();
  return { output: { collection, element: checkedFeel(feel, place, found) }, outputLocal: PATH.exec(feel)?.[1] ?? null };
}

/** A variable or a path into one: the dialect makes that variable local to the instance. */
const PATH = /^([\p{L}_][\p{L}\p{N}_]*)(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
