import type { Findings, Place } from '../compile/findings.ts';
import { many, one, string, type Moddle } from '../compile/moddle.ts';
import type { DmnFile } from './file.ts';
import type { Logic } from './model.ts';
import { readTable } from './read-table.ts';
import { typeNamed } from './read-type.ts';

interface Reading {
  at: Place;
  file: DmnFile;
  found: Findings;
}

/** Reads a boxed expression (DMN 1.5, 10.2); null where it is empty or of a kind that is not run, which is reported. */
export function readLogic(logic: Moddle | null, reading: Reading): Logic | null {
  const { at, found } = reading;
  const read = logic ? READERS[logic.$type.replace(/^dmn:/, '')] : undefined;
  if (logic && read) return read(logic, reading);
  if (logic) found.add('decision-logic', at, { type: logic.$type.replace(/^dmn:/, '') });
  else found.add('decision-empty', at);
  return null;
}

/** What a missing part is read as, after it was reported. */
const NOTHING: Logic = { type: 'expression', feel: 'null' };

const READERS: Record<string, (logic: Moddle, reading: Reading) => Logic> = {
  DecisionTable: (logic, { at, file, found }) => readTable(logic, at, file, found),
  LiteralExpression: (logic, { at, found }) => {
    const text = string(logic.text)?.trim() ?? '';
    if (logic.importedValues) found.add('decision-logic', at, { type: 'importedValues' });
    else if (text === '') found.add('decision-empty', at);
    const language = string(logic.expressionLanguage);
    if (language !== null && !/feel/i.test(language)) found.add('decision-language', at, { language });
    return text === '' ? NOTHING : { type: 'expression', feel: text };
  },
  Context: (logic, reading) => ({
    type: 'context',
    entries: many(logic.contextEntry).map((entry) => {
      const variable = one(entry.variable);
      return { name: string(variable?.name), ...typeOf(variable, reading), value: part(one(entry.value), reading) };
    }),
  }),
  List: (logic, reading) => ({ type: 'list', items: many(logic.elements).map((item) => part(item, reading)) }),
  Relation: (logic, reading) => ({
    type: 'relation',
    columns: many(logic.column).map((column) => column.name ?? ''),
    rows: many(logic.row).map((row) => many(row.elements).map((cell) => part(cell, reading))),
  }),
  Invocation: (logic, reading) => ({
    type: 'invocation',
    function: part(one(logic.calledFunction), reading),
    bindings: many(logic.binding).map((binding) => ({
      name: one(binding.parameter)?.name ?? '',
      value: binding.bindingFormula ? part(one(binding.bindingFormula), reading) : NOTHING,
    })),
  }),
  FunctionDefinition: readFunction,
  Conditional: (logic, reading) => ({
    type: 'conditional',
    if: childOf(logic.if, reading),
    yes: childOf(logic.then, reading),
    no: childOf(logic.else, reading),
  }),
  Filter: (logic, reading) => ({ type: 'filter', in: childOf(logic.in, reading), match: childOf(logic.match, reading) }),
  For: (logic, reading) => readIteration('for', logic, logic.return, reading),
  Some: (logic, reading) => readIteration('some', logic, logic.satisfies, reading),
  Every: (logic, reading) => readIteration('every', logic, logic.satisfies, reading),
};

/** A boxed function; only those in FEEL are run. */
export function readFunction(logic: Moddle, reading: Reading): Extract<Logic, { type: 'function' }> {
  const kind = string(logic.kind);
  if (kind !== null && kind !== 'FEEL') reading.found.add('decision-logic', reading.at, { type: `Function (${kind})` });
  return {
    type: 'function',
    parameters: many(logic.formalParameter).map((one) => ({ name: one.name ?? '', ...typeOf(one, reading) })),
    body: part(one(logic.body), reading),
  };
}

function readIteration(type: 'for' | 'some' | 'every', logic: Moddle, body: unknown, reading: Reading): Logic {
  const variable = string(logic.iteratorVariable) ?? '';
  return { type, variable, in: childOf(logic.in, reading), body: childOf(body, reading) };
}

function childOf(child: unknown, reading: Reading): Logic {
  return part(one(one(child)?.value), reading);
}

function part(logic: Moddle | null, reading: Reading): Logic {
  return readLogic(logic, reading) ?? NOTHING;
}

function typeOf(item: Moddle | null, { file }: Reading) {
  const type = typeNamed(item?.typeRef, file);
  return type ? { as: type } : {};
}
