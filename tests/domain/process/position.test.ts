import { expect, test } from 'vitest';
import { variablesAt } from '../../../domain/process/position.ts';
import { drive } from './drive.ts';
import { bpmn, element, end, mapping, path, start, user } from './model.ts';

test('from a task in a called process all is seen: its own variables, those of the call, and what it shares with the caller', async () => {
  const call = element('callActivity', 'call', '<zeebe:calledElement processId="called"/>');
  const driven = await drive({
    called: bpmn('called', start(), user('work', mapping({ own: '=limit + 1' })), end(), path('s work e')),
    caller: bpmn('caller', start(), call, end(), path('s call e')),
  });
  driven.start({ limit: 10, other: 'same' });
  const [task] = driven.position().tasks;
  expect(variablesAt(driven.state!, task!.activation)).toMatchObject({ limit: 10, other: 'same', own: 11 });
  expect(variablesAt(driven.state!, 'a999')).toEqual({});
});
