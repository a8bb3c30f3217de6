import { string } from '../compile/moddle.ts';
import type { Expression } from '../graph.ts';
import { text } from '../run/evaluate.ts';
import { callVariables } from '../run/variables.ts';
import { kind, type Outcome } from './kind.ts';

type CallData = {
  process: Expression;
  /** All visible variables go in, else only the local ones; all of the called process come back. */
  parentVariables: boolean;
  childVariables: boolean;
};

/** Another process as a scope of the same request. A fixed key is bound to its graph at publish, a computed one here. */
export const callActivity = kind<CallData>({
  extensions: ['CalledElement'],
  mappings: 'both',
  read: (source) => {
    const called = source.extension('CalledElement');
    const process = source.expression(called?.processId ?? source.element.calledElement, 'called process');
    if (!process) source.report('call-missing', 'called process');
    else if ('text' in process) source.callProcess(process.text, 'called process');
    if (string(called?.businessId) !== null) source.report('call-business-id', 'called process');
    return {
      process: process ?? { text: '' },
      parentVariables: called?.propagateAllParentVariables !== false,
      childVariables: called?.propagateAllChildVariables !== false,
    };
  },
  enter: ({ run, id, graph, data }): Outcome => {
    const key = text(run, id, data.process, 'the called process');
    const fixed = 'text' in data.process ? graph.called[key] : undefined;
    if (fixed !== undefined) return { next: 'call', graph: fixed, variables: callVariables(run, id) };
    run.commands.push({ type: 'resolve-process', activation: id, process: key });
    return { next: 'wait', wait: { for: 'process', key } };
  },
});
