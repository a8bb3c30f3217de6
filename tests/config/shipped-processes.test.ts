import { beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../domain/process/types.ts';
import { Play } from './play.ts';
import { compileShipped, processKeys } from '../../commands/provision/compile-shipped.ts';

let graphs: Map<string, Graph>;

beforeAll(async () => {
  const compiled = await compileShipped();
  expect(compiled.findings).toEqual([]);
  graphs = compiled.graphs;
});

test('every shipped process compiles without a single finding', () => {
  expect([...graphs.keys()]).toEqual(processKeys);
});

test('a request is classified, acknowledged with a promise and waits for a person with the skill', () => {
  const play = new Play(graphs, { kind: 'delivery-status' });
  expect(play.stepsSince(0)).toEqual(['classify', 'set-deadlines', 'send-mail acknowledgement']);
  expect(play.steps.at(-1)?.input.promiseAt).toBe('2026-11-24T13:00:00.000Z');
  expect(play.tasks).toMatchObject([{ element: 'answer', groups: ['shipping'], input: { skills: [{ key: 'carrier', level: 1 }] } }]);
  expect(play.incidents).toEqual([]);
});

test('closing a request archives it', () => {
  const play = new Play(graphs, { kind: 'general' });
  play.complete('closed');
  expect(play.stepsSince(3)).toEqual(['archive']);
  expect(play.finished).toBe(true);
});

test('an unanswered request reminds and escalates, in this order', () => {
  const play = new Play(graphs, { kind: 'demo' });
  play.pass(3);
  expect(play.stepsSince(3)).toEqual(['remind', 'escalate']);
  expect(play.position.tasks).toHaveLength(1);
});

test.each(['general', 'complaint', 'faulty-order'])(
  'whenever the customer of a %s must hear something, he gets a notice with a new time',
  (kind) => {
    const play = new Play(graphs, { kind });
    for (let times = 1; times <= 3; times += 1) {
      play.message('notice-due');
      expect(play.stepsSince(3)).toEqual(Array.from({ length: times }, () => ['estimate', 'send-mail interim-notice']).flat());
      expect(play.steps.at(-1)?.input.promiseAt).toBe('2026-11-25T09:00:00.000Z');
    }
    expect(play.incidents).toEqual([]);
    play.complete('closed', { stopResult: 'stopped' });
    expect(play.finished).toBe(true);
  },
);

test('a customer who replies gets new deadlines and the task opens again', () => {
  const play = new Play(graphs, { kind: 'general' });
  play.complete('answered');
  play.pass(60);
  play.message('customer-replied');
  expect(play.stepsSince(3)).toEqual(['set-deadlines']);
  expect(play.tasks).toHaveLength(2);
  play.complete('closed');
  expect(play.finished).toBe(true);
});

test('an answered request closes by itself when nobody replies', () => {
  const play = new Play(graphs, { kind: 'general' });
  play.complete('answered');
  play.pass(14 * 24 * 60 + 1);
  expect(play.finished).toBe(true);
  expect(play.stepsSince(3)).toEqual(['archive']);
});

test.each(['general', 'complaint', 'faulty-order'])(
  'who was asked something about a %s is reminded once, and told when it closes without an answer',
  (kind) => {
    const play = new Play(graphs, { kind });
    const mails = () => play.steps.flatMap(({ step, input }) => (step === 'send-mail' ? [input.answer] : []));
    play.complete('answered', { customerAsked: true });
    play.pass(3 * 24 * 60 + 1);
    play.message('customer-replied');
    expect(mails()).toEqual(['acknowledgement', 'question-reminder']);
    expect(play.steps.at(-1)?.step).toBe('set-deadlines');
    play.complete('answered', { customerAsked: true });
    play.pass(14 * 24 * 60 + 1);
    expect(mails().slice(2)).toEqual(['question-reminder', 'closing']);
    expect([play.finished, play.incidents]).toEqual([true, []]);
  },
);

test('an answer after a question that is no question again is not reminded of', () => {
  const play = new Play(graphs, { kind: 'general' });
  play.complete('answered', { customerAsked: true });
  play.message('customer-replied');
  play.complete('answered');
  play.pass(14 * 24 * 60 + 1);
  expect(play.stepsSince(4)).toEqual(['archive']);
});

test('a complaint within the limit is answered at once by its agent', () => {
  const play = new Play(graphs, { kind: 'complaint' });
  expect(play.tasks).toMatchObject([{ element: 'clarify', form: 'complaint', input: { skills: [{ key: 'settle', level: 1 }] } }]);
  play.complete('answered', { remedy: 'discount', amount: 10, goodsValue: 100, proposal: 'Nachlass' });
  expect(play.tasks).toHaveLength(1);
  play.pass(14 * 24 * 60 + 1);
  expect(play.stepsSince(3)).toEqual(['check-limit', 'send-mail closing', 'archive']);
});

test.each([
  { customerClass: 'C', amount: 15, approver: null },
  { customerClass: 'C', amount: 15.01, approver: 2 },
  { customerClass: 'C', amount: 80, approver: 3 },
  { customerClass: 'A', amount: 16, approver: 2 },
  { customerClass: 'A', amount: 90, approver: 3 },
  { customerClass: 'C', amount: 1200, approver: 4 },
])('a complaint of class $customerClass over $amount euros is approved by level $approver', ({ customerClass, amount, approver }) => {
  const play = new Play(graphs, { kind: 'complaint', customerClass });
  play.complete('proposed', { remedy: 'refund', amount, proposal: 'Erstattung' });
  expect(play.tasks.at(-1)).toMatchObject(
    approver === null
      ? { element: 'tell-solution' }
      : { element: 'approve', input: { skills: [{ key: 'competence', level: approver }], amount } },
  );
});

test('what the next level approved is not asked for again, and its decision comes back', () => {
  const play = new Play(graphs, { kind: 'damage' });
  play.complete('proposed', { remedy: 'refund', amount: 60, proposal: 'Erstattung' });
  play.complete('approved', { decision: 'changed', amount: 50, remedy: 'refund', proposal: 'Erstattung 50 Euro' }, 2);
  expect(play.tasks.at(-1)).toMatchObject({ element: 'tell-solution', input: { decision: 'changed', granted: 50 } });
  play.complete('answered');
  play.message('customer-replied');
  play.complete('answered', { amount: 0 });
  expect(play.tasks.at(-1)?.element).toBe('clarify');
  expect(play.incidents).toEqual([]);
});

test('who changes a proposal beyond their own limit asks the next level, and a refusal grants nothing', () => {
  const play = new Play(graphs, { kind: 'damage' });
  play.complete('proposed', { remedy: 'refund', amount: 60, proposal: 'Erstattung' });
  play.complete('changed', { decision: 'changed', amount: 90, remedy: 'refund', proposal: 'Mehr' }, 2);
  expect(play.tasks.at(-1)).toMatchObject({ element: 'approve', input: { skills: [{ key: 'competence', level: 3 }], amount: 90 } });
  play.complete('rejected', { decision: 'rejected', amount: 90, remedy: 'refund', proposal: 'Nein' }, 3);
  expect(play.tasks.at(-1)).toMatchObject({ element: 'tell-solution', input: { decision: 'rejected', granted: 0 } });
});

test('a faulty order is held first, within the hour', () => {
  const play = new Play(graphs, { kind: 'faulty-order' });
  expect(play.tasks).toMatchObject([{ element: 'hold', form: 'faulty-order', dueAt: '2026-11-24T10:00:00.000Z' }]);
  play.complete('done', { stopResult: 'stopped' });
  expect(play.tasks.at(-1)?.element).toBe('correct');
  play.complete('closed');
  expect(play.finished).toBe(true);
});

test('a faulty order already on its way leads to the return', () => {
  const play = new Play(graphs, { kind: 'faulty-order' });
  play.complete('done', { stopResult: 'shipped' });
  expect(play.tasks.at(-1)?.element).toBe('return-parcel');
});

test.each(['standard-request', 'complaint', 'faulty-order'])(
  'in %s two experts can be asked at once, each answer finds its question',
  (process) => {
    const play = new Play(graphs, {
      kind: { 'standard-request': 'general', complaint: 'complaint', 'faulty-order': 'faulty-order' }[process] ?? '',
    });
    const at = (minutes: number) => new Date(play.simulation.now + minutes * 60_000).toISOString();
    play.message('expert-asked', { consultation: { id: 'c1', remindAt: at(20), dueAt: at(30) } });
    play.message('expert-asked', { consultation: { id: 'c2', remindAt: at(20), dueAt: at(30) } });
    expect(play.stepsSince(3)).toEqual(['ask-expert expert-question', 'ask-expert expert-question']);
    expect(play.steps.slice(3).map((one) => one.input.consultation)).toEqual(['c1', 'c2']);
    play.message('expert-answered', {}, 'c2');
    play.pass(25);
    expect(play.steps.at(-1)).toMatchObject({ step: 'ask-expert', input: { consultation: 'c1', answer: 'expert-reminder' } });
    play.pass(6);
    expect(play.stepsSince(5)).toContain('end-consultation');
    expect(play.steps.find((one) => one.step === 'end-consultation')?.input).toEqual({ consultation: 'c1', state: 'overdue' });
    play.complete('closed', { stopResult: 'stopped' });
    expect(play.finished).toBe(true);
  },
);

test('closing ends a question that is still out', () => {
  const play = new Play(graphs, { kind: 'general' });
  const later = new Date(play.simulation.now + 600_000).toISOString();
  play.message('expert-asked', { consultation: { id: 'c1', remindAt: later, dueAt: later } });
  play.complete('closed');
  expect(play.finished).toBe(true);
});
