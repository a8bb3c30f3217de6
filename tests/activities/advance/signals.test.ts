import { afterAll, beforeAll, expect, it } from 'vitest';
import { bpmn, element, path, signal, start, user } from '../../domain/process/model.ts';
import { createDrawn, type Drawn } from './drawn-process.ts';

let drawn: Drawn;
beforeAll(async () => {
  drawn = await createDrawn();
});
afterAll(() => drawn.end());

const waiting = bpmn('intake', start(), element('intermediateCatchEvent', 'c', '', signal('bell')), user('z'), path('s c z'));
const throwing = bpmn('intake', start(), element('intermediateThrowEvent', 't', '', signal('bell')), user('a'), path('s t a'));

async function begin(model: string): Promise<string> {
  await drawn.draw(model);
  const request = await drawn.open();
  await drawn.advanceAll(request);
  return request;
}
const tokens = async (request: string) => (await drawn.positionOf(request)).tokens.map((token) => token.element);

it('a signal that one request sends reaches every other that waits for it then, and none that comes later', async () => {
  const [one, two] = [await begin(waiting), await begin(waiting)];
  await begin(throwing);
  expect(drawn.delivered.map(({ request }) => request).toSorted()).toEqual([one, two].toSorted());
  for (const request of [one, two]) await drawn.advanceAll(request);
  const late = await begin(waiting);
  expect([await tokens(one), await tokens(two), await tokens(late)]).toEqual([['z'], ['z'], ['c']]);
});
