import type { Random } from '../../process/simulate/random.ts';
import { mayTake } from '../../routing/eligibility.ts';
import { handlingOf } from '../mix.ts';
import { CUSTOMER, declined, deedOf, effortOf, EXPERT, raisedAfter } from './habits.ts';
import type { Served, ServedTask } from './served.ts';
import type { People, World } from './world.ts';

/** Agents who answer, fill in forms and ask experts; customers who write again; experts who answer, late or never. */
export function drawnPeople(world: World, random: Random): People {
  const later = (after: number | null, action: () => void) => {
    if (after !== null) world.plan(world.now + after, action);
  };
  const asking = new Map<string, ServedTask>();
  const answering = new Set<string>();

  /** The task rests until the expert has answered, or has not in time. */
  function ask(task: ServedTask, agent: string): void {
    const id = `${task.id} ${(task.asked += 1)}`;
    const [time, { request }] = [EXPERT.time(random), task];
    task.left = Math.round(handlingOf(request.kind, random) / 2);
    task.preferred = agent;
    task.stations.push({ at: world.now, what: 'resting', agent });
    asking.set(id, task);
    const consultation = { id, dueAt: instant(world.now + time), remindAt: instant(world.now + (time * 2) / 3) };
    if (world.tell(request, { type: 'message', name: 'expert-asked', key: null, variables: { consultation } })) wake(id);
  }

  function wake(id: string): void {
    const task = asking.get(id);
    asking.delete(id);
    if (task?.stations.at(-1)?.what === 'resting') world.floor.put(task, world.now);
  }

  return {
    effort: ({ kind }, element) => Math.round(handlingOf(kind, random) * effortOf(element)),

    opened(request) {
      later(CUSTOMER.asksAgain(random), () => world.customerWrote(request));
      later(raisedAfter(random), () => {
        request.raisedByLead = request.engine.status === 'running';
        world.raise(request);
      });
    },

    // What only one person could do, that one does.
    declines: (task, agent) =>
      declined(random) && world.agents.some((other) => other.id !== agent && mayTake({ ...other, presence: 'available' }, task).may),

    finished(task, agent) {
      const { request, activation } = task;
      const deed = deedOf(task.element, task.asked, random);
      if (deed.type === 'ask') {
        ask(task, agent);
        return;
      }
      if (deed.type === 'reply') world.answered(request);
      else request.lastForm = agent;
      const variables = deed.type === 'complete' ? deed.variables : {};
      world.tell(request, { type: 'task-completed', activation, variables: { ...variables, outcome: deed.outcome } });
    },

    answered(request) {
      later(CUSTOMER.replies(random), () => {
        if (request.engine.status === 'running') world.customerWrote(request);
      });
    },

    ended(request: Served) {
      later(CUSTOMER.comesBack(random), () => world.customerWrote(request));
    },

    expertAsked(request, id) {
      // The second time it is the reminder.
      if (answering.has(id)) return;
      answering.add(id);
      later(EXPERT.answers(random), () => {
        world.tell(request, { type: 'message', name: 'expert-answered', key: id, variables: { expert: { state: 'answered' } } });
        wake(id);
      });
    },

    expertOverdue: (_request, id) => wake(id),
  };
}

const instant = (at: number): string => new Date(at).toISOString();
