import { FeelDateTime, parseDateTime } from 'feelin';
import { string } from '../compile/moddle.ts';
import { toEpoch } from '../feel/temporal.ts';
import { toJson } from '../feel/values.ts';
import type { Expression } from '../graph.ts';
import { evaluate, text } from '../run/evaluate.ts';
import { mapInputs } from '../run/mappings.ts';
import { activation, elementOf, Fault, type Run } from '../run/run.ts';
import type { ActivationId, Instant, Variables } from '../types.ts';
import { kind, type At, type Source } from './kind.ts';
import { readHeaders } from './step.ts';

type UserTaskData = {
  assignee: Expression | null;
  groups: Expression | null;
  dueDate: Expression | null;
  followUpDate: Expression | null;
  priority: Expression | null;
  form: string | null;
  headers: Record<string, string>;
};

/** Work for a person: a task is made, and the token waits until it is completed. */
export const userTask = kind<UserTaskData>({
  extensions: ['UserTask', 'AssignmentDefinition', 'TaskSchedule', 'PriorityDefinition', 'FormDefinition', 'TaskHeaders'],
  mappings: 'both',
  read: (source) => {
    const assignment = source.extension('AssignmentDefinition');
    const schedule = source.extension('TaskSchedule');
    if (string(assignment?.candidateUsers) !== null) source.report('candidate-users', 'assignment');
    return {
      assignee: source.expression(assignment?.assignee, 'assignee'),
      groups: source.expression(assignment?.candidateGroups, 'candidate groups'),
      dueDate: instantExpression(source, schedule?.dueDate, 'due date'),
      followUpDate: instantExpression(source, schedule?.followUpDate, 'follow-up date'),
      priority: source.expression(source.extension('PriorityDefinition')?.priority, 'priority'),
      form: readForm(source),
      headers: readHeaders(source),
    };
  },
  enter: (at) => {
    const { run, id, element, node, graph, data } = at;
    run.commands.push({
      type: 'create-task',
      activation: id,
      graph: graph.hash,
      element,
      name: node.name ?? element,
      assignee: optionalText(at, data.assignee, 'the assignee'),
      groups: groupsOf(run, id, data.groups),
      dueAt: instant(at, data.dueDate, 'the due date'),
      followUpAt: instant(at, data.followUpDate, 'the follow-up date'),
      priority: priority(at),
      form: data.form,
      headers: data.headers,
      input: at.input(),
    });
    return { next: 'wait', wait: { for: 'task' } };
  },
});

/** Candidate groups and local variables of a task that is waited for, as it would begin now. @throws Fault; then nothing has changed */
export function begunAnew(run: Run, id: ActivationId): { groups: string[]; input: Variables } {
  const [node, at] = [elementOf(run, id), activation(run, id)];
  const groups = groupsOf(run, id, (node.data as UserTaskData).groups);
  const { vars } = at;
  try {
    mapInputs(run, id, node);
  } catch (error) {
    if (vars) at.vars = vars;
    throw error;
  }
  return { groups, input: node.inputs.length > 0 ? (at.vars ?? {}) : {} };
}

function readForm(source: Source): string | null {
  const form = source.extension('FormDefinition');
  if (!form) return null;
  const id = string(form.formId);
  if (id === null || string(form.formKey) !== null || string(form.externalReference) !== null) {
    source.report('form-kind', 'form');
    return null;
  }
  source.useForm(id, 'form');
  return id;
}

function instantExpression(source: Source, value: unknown, place: string): Expression | null {
  const expression = source.expression(value, place);
  if (expression && 'text' in expression && toInstant(expression.text) === null) {
    source.report('instant', place, { value: expression.text });
  }
  return expression;
}

function optionalText({ run, id }: At<UserTaskData>, expression: Expression | null, place: string): string | null {
  if (!expression || ('feel' in expression && evaluate(run, id, expression) === null)) return null;
  return text(run, id, expression, place);
}

/** Literal: a list with commas. FEEL: a list of texts, or one. */
function groupsOf(run: Run, id: ActivationId, groups: Expression | null): string[] {
  if (!groups) return [];
  if ('text' in groups) return groups.text.split(',').map((one) => one.trim());
  const value = evaluate(run, id, groups);
  const list: unknown[] = Array.isArray(value) ? value : value === null ? [] : [value];
  if (list.every((item) => typeof item === 'string')) return list;
  throw new Fault('EXTRACT_VALUE_ERROR', 'the candidate groups must be a list of texts');
}

function instant({ run, id }: At<UserTaskData>, expression: Expression | null, place: string): Instant | null {
  if (!expression) return null;
  const value = evaluate(run, id, expression);
  if (value === null || value === '') return null;
  return toInstant(value) ?? fail(`${place} must be a date and time, not ${JSON.stringify(toJson(value))}`);
}

/** A date and time as an instant; one without a zone is read as UTC. */
function toInstant(value: unknown): Instant | null {
  const at = typeof value === 'string' ? parseDateTime(value) : value;
  const epoch = at instanceof FeelDateTime ? toEpoch(at) : null;
  return epoch === null ? null : new Date(epoch.ms).toISOString();
}

function priority({ run, id, data }: At<UserTaskData>): number {
  if (!data.priority) return 50;
  const value = evaluate(run, id, data.priority);
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && number >= 0 && number <= 100) return number;
  return fail(`the priority must be a number from 0 to 100, not ${JSON.stringify(toJson(value))}`);
}

function fail(message: string): never {
  throw new Fault('EXTRACT_VALUE_ERROR', message);
}
