import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishModel } from '../advance/drawn-process.ts';
import { bpmn, element, mapping, path, service, start } from '../../domain/process/model.ts';
import { openWorld, type World } from './world.ts';

const hour = 3_600_000;
/** What must never be drawn: every reply of a customer is answered by the machine. */
const answering = bpmn(
  'intake',
  start(),
  service('a', 'send-mail', mapping({ answer: 'closing' })),
  element('receiveTask', 'r', '', '', 'messageRef="m_reply"'),
  path('s a r a'),
).replace('name="reply"', 'name="customer-replied"');

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world.close());

it('two houses, a vacation responder and an address that does not exist: in a day at most one automatic answer to each sender about each request', async () => {
  const { north, south } = world;
  await world.inHouse(south, (trx) => publishModel(trx, answering));
  // Somebody forged a mail of one house to the other; the responders answer whatever comes.
  world.send({ from: south.address, to: north.address, subject: 'Frage', text: 'Wo ist mein Paket?' });
  world.send({ from: north.address, to: south.address, subject: 'Frage', text: 'Wo ist mein Paket?' });
  for (const house of [north, south]) {
    world.send({ from: 'urlaub@kunden.example', to: house.address, subject: 'Lieferung', text: 'Wo ist mein Paket?' });
    world.send({ from: 'stumm@kunden.example', to: house.address, subject: 'Rechnung', text: 'Ist sie bezahlt?' });
    world.send({ from: 'niemand@kunden.example', to: house.address, subject: 'Ware', text: 'Ist sie da?' });
  }
  // Answers like a person: no mark, another text each time, within a minute, to whatever he gets.
  world.answers('urlaub@kunden.example', (mail) => ({
    subject: `Urlaub: ${mail.subject}`,
    text: 'Bin am Meer.',
    headers: ['Auto-Submitted: auto-replied'],
  }));
  world.answers('stumm@kunden.example', (mail, n) => ({ subject: `Re: ${mail.subject}`, text: `Danke, und sonst? (${n})`, headers: [] }));
  world.bounces('niemand@kunden.example');

  await world.runFor(24 * hour);

  const answers = await world.automaticAnswers();
  expect(answers.length).toBeGreaterThan(3);
  const most = new Map<string, number>();
  for (const { house, request, to, answer } of answers) {
    const key = `${house} ${request} ${to} ${answer}`;
    most.set(key, (most.get(key) ?? 0) + 1);
  }
  expect([...most].filter(([, count]) => count > 1)).toEqual([]);
}, 120_000);
