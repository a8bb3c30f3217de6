import { json } from '../../db/client.ts';
import type { Actor } from '../../db/schema.ts';
import { renderAnswer } from '../../domain/answer/render.ts';
import type { Plot } from './plot.ts';
import type { Random } from './random.ts';
import { furtherTurns, placed } from './scenarios/scenario.ts';
import { shop, experts } from './shop.ts';
import { byCustomer, entry, idAt, isoOf, push, type RequestRows, type Row, type Telling } from './story-rows.ts';
import { answerOf, letterOf } from './wording.ts';

/** All rows of one answered, archived request. */
export function storyOf(random: Random, telling: Telling): RequestRows {
  const rows = begin(random, telling);
  acknowledge(telling, rows);
  const task = openTask(telling, rows, {
    at: telling.plot.createdAt,
    deadlines: telling.plot.deadlines,
    assignedAt: telling.plot.assignedAt,
  });
  if (telling.scenario.note && random.chance(0.7)) note(telling, rows);
  consult(telling, rows, task.id);
  if (telling.plot.breachedAt) runLate(telling, rows);
  const { again, answeredAt } = telling.plot;
  reply(telling, rows, {
    task,
    at: answeredAt,
    body: placed(telling.scenario.answers, telling.variant),
    outcome: again ? 'answered' : 'closed',
  });
  const turn = again ? random.pick(furtherTurns(telling.scenario, telling.variant)) : null;
  if (again && turn) {
    write(telling, rows, {
      at: again.repliedAt,
      text: letterOf(random, { body: telling.fill(turn.ask), name: telling.requester.name, language: telling.scenario.language }),
    });
    rows.timeline.push(entry(rows.id, 'deadlines-set', again.repliedAt, { calendar: telling.rules.serviceLevel.calendar }));
    const second = openTask(telling, rows, { at: again.repliedAt, deadlines: again.deadlines, assignedAt: again.repliedAt });
    reply(telling, rows, { task: second, at: again.answeredAt, body: turn.answer, outcome: 'closed' });
  }
  rows.timeline.push(entry(rows.id, 'request-closed', telling.plot.closedAt, { outcome: 'completed' }));
  return rows;
}

function begin(random: Random, telling: Telling): RequestRows {
  const { scenario, rules, plot, customer, requester, mailbox, fill, graphs } = telling;
  const id = idAt(plot.createdAt);
  const subject = fill(placed(scenario.subjects, telling.variant));
  const channel = scenario.channel ?? 'mail';
  const last = plot.again?.deadlines ?? plot.deadlines;
  const rows: RequestRows = {
    id,
    request: {
      id,
      number: telling.number,
      subject,
      channel,
      kind: scenario.kind,
      topic: rules.handling.topic,
      language: scenario.language,
      priority: plot.breachedAt ? 1 : rules.serviceLevel.priority,
      customer: customer?.id ?? null,
      customer_class: customer?.class ?? 'C',
      requester_name: requester.name,
      requester_address: requester.address,
      mailbox: mailbox.id,
      status: 'archived',
      process: 'intake',
      graph: graphs.get('intake') ?? null,
      position: json({ tokens: [], timers: [], messages: [], tasks: [], steps: [], incidents: [] }),
      first_response_due_at: last.firstResponseAt,
      at_risk_at: last.atRiskAt,
      resolution_due_at: last.resolutionAt,
      first_responded_at: plot.answeredAt,
      breached_at: plot.breachedAt,
      created_at: plot.createdAt,
      updated_at: plot.closedAt,
      closed_at: plot.closedAt,
      archived_at: plot.closedAt,
      close_reason: 'completed',
      revision: 4 + (plot.again ? 3 : 0) + (plot.expert ? 2 : 0),
    },
    messages: [],
    timeline: [],
    tasks: [],
    promises: [],
    consultations: [],
  };
  rows.timeline.push(entry(id, 'request-opened', plot.createdAt, { channel }, byCustomer(telling)));
  const body = fill(placed(scenario.asks, telling.variant));
  // A phone note is what the agent wrote down, not a letter.
  const text = channel === 'phone' ? body : letterOf(random, { body, name: requester.name, language: scenario.language });
  write(telling, rows, { at: plot.createdAt, text, isFirst: true });
  rows.timeline.push(
    entry(id, 'classified', plot.createdAt, { kind: scenario.kind, score: random.between(4, 12), matches: [] }),
    entry(id, 'deadlines-set', plot.createdAt, { ...isoOf(plot.deadlines), calendar: rules.serviceLevel.calendar }),
  );
  return rows;
}

function acknowledge(telling: Telling, rows: RequestRows): void {
  const { createdAt, deadlines, breachedAt, answeredAt } = telling.plot;
  const at = new Date(createdAt.getTime() + 1500);
  sendAutomatic(telling, rows, { key: 'acknowledgement', at, promiseAt: deadlines.promiseAt });
  rows.promises.push({
    request: rows.id,
    told_by: 'acknowledgement',
    due_at: deadlines.promiseAt,
    created_at: at,
    ...(breachedAt ? { state: 'renewed', settled_at: deadlines.noticeAt } : { state: 'kept', settled_at: answeredAt }),
  });
}

function runLate(telling: Telling, rows: RequestRows): void {
  const { deadlines, answeredAt } = telling.plot;
  rows.timeline.push(entry(rows.id, 'reminded', deadlines.atRiskAt, { whom: 'assignee', reason: 'deadline-near' }));
  sendAutomatic(telling, rows, { key: 'interim-notice', at: deadlines.noticeAt, promiseAt: deadlines.resolutionAt });
  rows.promises.push({
    request: rows.id,
    told_by: 'interim-notice',
    due_at: deadlines.resolutionAt,
    created_at: deadlines.noticeAt,
    state: answeredAt <= deadlines.resolutionAt ? 'kept' : 'broken',
    settled_at: answeredAt,
  });
  rows.timeline.push(entry(rows.id, 'escalated', deadlines.firstResponseAt, { reason: 'deadline-reached' }));
}

function sendAutomatic(telling: Telling, rows: RequestRows, { key, at, promiseAt }: { key: string; at: Date; promiseAt: Date }): void {
  const { language } = telling.scenario;
  const { subject, body } = telling.automatic(key, language);
  const customer = telling.customer
    ? { name: telling.customer.name, familyName: telling.customer.family_name, salutation: telling.customer.salutation }
    : { name: telling.requester.name };
  const values = {
    request: { number: telling.number, subject: rows.request.subject },
    customer,
    promise: { at: promiseAt.toISOString() },
    tenant: { name: shop.name },
  };
  const rendered = renderAnswer({ subject: subject ?? rows.request.subject, body, values, language });
  const id = push(telling, rows, { type: 'automatic', at, text: rendered.text, subject: rendered.subject });
  rows.timeline.push({ ...entry(rows.id, 'automatic-mail', at, { answer: key }), message: id });
}

const elements: Record<string, { element: string; title: string; form: string | null }> = {
  complaint: { element: 'clarify', title: 'Lösung vorschlagen', form: 'complaint' },
  'faulty-order': { element: 'hold', title: 'Lieferung anhalten', form: 'faulty-order' },
};

type OpenTask = Row<'task'> & { id: string };

function openTask(
  telling: Telling,
  rows: RequestRows,
  { at, deadlines, assignedAt }: { at: Date; deadlines: Plot['deadlines']; assignedAt: Date },
): OpenTask {
  const { rules, agent, graphs, scenario, customer, fill } = telling;
  const { element, title, form } = elements[rules.handling.process] ?? { element: 'answer', title: 'Anfrage beantworten', form: null };
  const graph = graphs.get(rules.handling.process) ?? '';
  const filled = Object.fromEntries(
    Object.entries(form && scenario.forms ? placed(scenario.forms, telling.variant) : {}).map(([key, value]) => [
      key,
      typeof value === 'string' ? fill(value) : value,
    ]),
  );
  const task: OpenTask = {
    id: idAt(at),
    request: rows.id,
    activation: `a${12 + rows.tasks.length * 9}`,
    element,
    graph,
    title,
    topic: rules.handling.topic,
    skills: json([{ key: rules.handling.skill, level: rules.handling.level }]),
    language: scenario.language,
    customer_class: customer?.class ?? 'C',
    priority: rules.serviceLevel.priority,
    state: 'completed',
    assignee: agent.id,
    due_at: deadlines.firstResponseAt,
    at_risk_at: deadlines.atRiskAt,
    unread: false,
    form,
    form_data: json(filled),
    created_at: at,
    assigned_at: assignedAt,
  };
  rows.tasks.push(task);
  rows.timeline.push(
    { ...entry(rows.id, 'task-created', at, { task: task.id }), element, graph },
    entry(rows.id, 'assigned', assignedAt, { task: task.id, account: agent.id, by: 'push' }),
  );
  return task;
}

function reply(
  telling: Telling,
  rows: RequestRows,
  { task, at, body, outcome }: { task: OpenTask; at: Date; body: string; outcome: string },
): void {
  const { agent, customer, requester, scenario, fill } = telling;
  const by: Actor = { type: 'account', id: agent.id };
  const text = answerOf(customer ?? { name: requester.name }, { body: fill(body), agent: agent.name, language: scenario.language });
  const message = push(telling, rows, { type: 'agent', at, text, account: agent });
  rows.timeline.push({ ...entry(rows.id, 'agent-replied', at, {}, by), message });
  rows.timeline.push({ ...entry(rows.id, 'task-completed', at, { task: task.id, outcome }, by), element: task.element, graph: task.graph });
  Object.assign(task, { outcome, completed_at: at });
}

function note(telling: Telling, rows: RequestRows): void {
  const at = new Date(telling.plot.assignedAt.getTime() + 120_000);
  const id = push(telling, rows, { type: 'note', at, text: telling.scenario.note ?? '', account: telling.agent });
  rows.timeline.push({ ...entry(rows.id, 'note', at, {}, { type: 'account', id: telling.agent.id }), message: id });
}

function consult(telling: Telling, rows: RequestRows, task: string): void {
  const { expert: when } = telling.plot;
  const { expert: told } = telling.scenario;
  if (!when || !told) return;
  const expert = experts[told.who];
  const id = idAt(when.askedAt);
  const question = telling.fill(told.question);
  const asked = `Bitte um Ihre Auskunft (${telling.number})`;
  rows.consultations.push({
    id,
    request: rows.id,
    task,
    asked_by: telling.agent.id,
    expert_address: expert.address,
    expert_name: expert.name,
    subject: rows.request.subject,
    question,
    language: 'de',
    due_at: when.dueAt,
    state: 'answered',
    answer: told.answer,
    answered_by: expert.name,
    answered_at: when.answeredAt,
    created_at: when.askedAt,
  });
  push(telling, rows, {
    type: 'expert-question',
    subject: asked,
    at: when.askedAt,
    text: question,
    account: telling.agent,
    consultation: id,
    to: expert.address,
  });
  push(telling, rows, {
    type: 'expert-answer',
    subject: `AW: ${asked}`,
    at: when.answeredAt,
    text: told.answer,
    from: expert,
    consultation: id,
  });
  rows.timeline.push(
    entry(rows.id, 'expert-asked', when.askedAt, { consultation: id }, { type: 'account', id: telling.agent.id }),
    entry(rows.id, 'expert-answered', when.answeredAt, { consultation: id }, { type: 'expert', id }),
  );
}

function write(telling: Telling, rows: RequestRows, { at, text, isFirst = false }: { at: Date; text: string; isFirst?: boolean }): void {
  const message = push(telling, rows, {
    type: 'customer',
    at,
    text,
    from: telling.requester,
    subject: isFirst ? rows.request.subject : `Re: ${rows.request.subject}`,
  });
  if (!isFirst) rows.timeline.push({ ...entry(rows.id, 'customer-replied', at, {}, byCustomer(telling)), message });
}
