import { expect } from 'vitest';
import type { Limits } from '../../../domain/process/interpret.ts';
import { load } from '../../../domain/process/load.ts';
import { SimulatedRequest, type Said } from '../../../domain/process/simulate/request.ts';
import type { Executable } from '../../../domain/process/executable.ts';
import type { Advanced, Command, State, Variables } from '../../../domain/process/types.ts';
import { publish } from './model.ts';

/** A simulated request driven by hand, with a clock of its own. Every state passes through JSON between two events. */
export class Driven extends SimulatedRequest {
  now = Date.parse('2026-03-02T08:00:00.000Z');
  last: Advanced | null = null;
  readonly root: string;

  constructor(executables: Map<string, Executable>, root: string) {
    super((hash) => executables.get(hash) ?? missing(hash));
    this.root = root;
  }

  say(event: Said, limits?: Limits): Advanced {
    const given = this.state;
    const before = JSON.stringify(given);
    const result = this.tell(event, new Date(this.now).toISOString(), limits);
    expect(JSON.stringify(given)).toBe(before);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    this.state = JSON.parse(JSON.stringify(result.state)) as State;
    this.last = result;
    return result;
  }

  start(variables: Variables = {}): this {
    this.say({ type: 'start', graph: this.root, variables });
    return this;
  }

  /** Completes the oldest task or step at an element. */
  complete(element: string, variables: Variables = {}): this {
    const { tasks, steps } = this.position();
    const task = tasks.find((one) => one.element === element);
    const step = steps.find((one) => one.element === element);
    if (task) this.say({ type: 'task-completed', activation: task.activation, variables });
    else this.say({ type: 'step-completed', activation: step?.activation ?? 'none', variables });
    return this;
  }

  fail(element: string, code: string, business = true): this {
    const activation = this.position().steps.find((one) => one.element === element)?.activation ?? 'none';
    if (business) this.say({ type: 'step-error', activation, code, message: 'text', variables: { reason: code } });
    else this.say({ type: 'step-failed', activation, code, message: 'text' });
    return this;
  }

  message(name: string, variables: Variables = {}, key: string | null = null): this {
    this.say({ type: 'message', name, key, variables });
    return this;
  }

  /** Lets the clock go on and fires what is due, in order. */
  pass(hours: number): this {
    const until = this.now + hours * 3_600_000;
    for (let guard = 0; guard < 50; guard += 1) {
      const [due] = this.position()
        .timers.filter(({ at }) => Date.parse(at) <= until)
        .toSorted((a, b) => a.at.localeCompare(b.at));
      if (!due) break;
      this.now = Math.max(this.now, Date.parse(due.at));
      this.say({ type: 'timer', timer: due.id, firing: due.firing });
    }
    this.now = until;
    return this;
  }

  retry(element: string, variables: Variables = {}): this {
    const activation = this.position().incidents.find((one) => one.element === element)?.activation ?? 'none';
    this.say({ type: 'retry', activation, variables });
    return this;
  }

  /** Ids of the elements where tokens stand, sorted. */
  get tokens(): string[] {
    return this.position()
      .tokens.map(({ element }) => element)
      .toSorted();
  }

  get incidents(): string[] {
    return this.position().incidents.map(({ element, code }) => `${code}@${element}`);
  }

  /** Elements passed so far, in order. */
  left(): string[] {
    return this.trail.filter(({ what }) => what === 'left').map(({ element }) => element);
  }

  said(type: Command['type']): Command[] {
    return this.commands.filter((command) => command.type === type);
  }
}

/** A request on published models; the last one is its process. */
export async function drive(model: string | Record<string, string>, set = {}): Promise<Driven> {
  const { findings, all, graph } = await publish(typeof model === 'string' ? { p: model } : model, set);
  if (!graph) throw new Error(`not published: ${JSON.stringify(findings, null, 1)}`);
  return new Driven(new Map(all.map((one) => [one.hash, load(one)])), graph.hash);
}

function missing(what: string): never {
  throw new Error(`no ${what}`);
}
