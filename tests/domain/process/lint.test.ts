import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lint } from '../../../domain/process/lint.ts';
import { bpmn, element, end, flow, gateway, path, start, user } from './model.ts';

const rules = async (xml: string) => (await lint(xml, 'p')).map(({ code, severity, element: at }) => `${severity} ${code}@${at}`);

it('says what is drawn unclearly, and stops nothing', async () => {
  const model = bpmn('p', start(), user('a'), gateway('exclusive', 'g'), element('task', 'b'), path('s a g b'), flow('a', 'b'));
  const found = await rules(model);
  expect(found).toEqual(
    expect.arrayContaining([
      'warning end-event-required@p',
      'warning label-required@s',
      'warning no-implicit-end@b',
      'warning no-implicit-split@a',
      'hint superfluous-gateway@g',
      'hint fake-join@b',
    ]),
  );
  expect(found.filter((one) => one.startsWith('error'))).toEqual([]);
});

it('is the same for the second file as for the first', async () => {
  const model = bpmn('p', start(), user('a'), end(), path('s a e'));
  expect(await rules(model)).toEqual(await rules(model));
});

it('says nothing of a file that is none', async () => {
  expect(await lint('<nonsense', 'p')).toEqual([]);
});

it('leaves alone what is too large for rules that compare each element with every other', async () => {
  const tasks = Array.from({ length: 1000 }, (_, index) => `<userTask id="t${index}"/>`).join('');
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">${tasks}</process></definitions>`;
  expect(await lint(xml, 'p')).toEqual([]);
});

it('has nothing to say of the shipped processes', async () => {
  const folder = new URL('../../../config/processes/', import.meta.url);
  for (const name of readdirSync(folder)) expect(await rules(readFileSync(new URL(name, folder), 'utf8'))).toEqual([]);
});
