/** A task in the network. All amounts are milliseconds. */
interface Source {
  type: 'source';
  cells: Cell[];
  /** By cell: what may still flow there, and what does. */
  room: number[];
  used: number[];
  seen: number;
}

/** Work that needs the same skills, in one slot; `out`: what flows to each of the seats. */
interface Cell {
  type: 'cell';
  seats: Seat[];
  out: number[];
  /** Tasks that have sent something here: which of their cells this is. */
  sources: Map<Source, number>;
  seen: number;
}

/** An agent in one slot. `cells`: whose work can come here, and as which of their seats. */
interface Seat {
  type: 'seat';
  free: number;
  cells: [cell: Cell, seat: number][];
  seen: number;
}

type Node = Source | Cell | Seat;
type Step = {
  node: Node;
  before: Step | null;
  /** Of the edge by which it was reached. */ residual: number;
  push: (amount: number) => void;
};

/** Never to be searched again: nothing leads from here to a free seat, and nothing ever will. */
const DEAD = -1;

/** The largest flow from tasks to agents' time, grown task by task: what has been sent is rerouted, never taken back. */
export class Flow {
  private readonly seats: Seat[][];
  private readonly cells = new Map<string, Cell[]>();
  private search = 0;

  /** @param present by agent: how long he is there in a slot */
  constructor({ slots, present }: { slots: number; present: ((slot: number) => number)[] }) {
    this.seats = present.map((inSlot) =>
      Array.from({ length: slots }, (_, slot) => ({ type: 'seat', free: inSlot(slot), cells: [], seen: 0 })),
    );
  }

  /**
   * Sends as much of `amount` as can flow.
   * @param task `need`: name of what it needs; `able`: the agents who have that; `room`: what may flow in each slot from `first` on
   * @returns what flows
   */
  add({ need, able, amount, first, room }: { need: string; able: number[]; amount: number; first: number; room: number[] }): number {
    const cells = this.cellsOf(need, able).slice(first, first + room.length);
    const source: Source = { type: 'source', cells, room: [...room], used: room.map(() => 0), seen: 0 };
    let left = amount;
    while (left > 0) {
      const end = this.wayFrom(source);
      if (!end) break;
      let least = Math.min(left, (end.node as Seat).free);
      for (let step: Step | null = end; step; step = step.before) least = Math.min(least, step.residual);
      for (let step: Step | null = end; step; step = step.before) step.push(least);
      (end.node as Seat).free -= least;
      left -= least;
    }
    return amount - left;
  }

  /** Breadth first to a seat that has time left. Where there is none, all that was seen is dead: no later way leads out of it. */
  private wayFrom(source: Source): Step | null {
    const search = (this.search += 1);
    source.seen = search;
    const steps: Step[] = [{ node: source, before: null, residual: Infinity, push: () => {} }];
    let found: Step | null = null;
    for (const step of steps) {
      eachResidual(step.node, (node, residual, push) => {
        if (found || node.seen === DEAD || node.seen === search) return;
        node.seen = search;
        const next = { node, before: step, residual, push };
        if (node.type === 'seat' && node.free > 0) found = next;
        else steps.push(next);
      });
      if (found) return found;
    }
    for (const { node } of steps) node.seen = DEAD;
    return null;
  }

  private cellsOf(need: string, able: number[]): Cell[] {
    const known = this.cells.get(need);
    if (known) return known;
    const made = Array.from({ length: this.seats[0]?.length ?? 0 }, (_, slot): Cell => {
      const seats = able.map((agent) => this.seats[agent]![slot]!);
      const cell: Cell = { type: 'cell', seats, out: seats.map(() => 0), sources: new Map(), seen: 0 };
      // What is dead stays so: a seat leads only to cells that have sent it something, and no way leads through a dead one.
      for (const [index, seat] of seats.entries()) seat.cells.push([cell, index]);
      return cell;
    });
    this.cells.set(need, made);
    return made;
  }
}

/** Edges with room for more, and edges whose flow can be sent elsewhere. */
function eachResidual(node: Node, visit: (to: Node, residual: number, push: (amount: number) => void) => void): void {
  if (node.type === 'source') {
    for (const [index, cell] of node.cells.entries()) {
      if (node.room[index]! > 0) visit(cell, node.room[index]!, (amount) => sendTo(node, index, amount));
    }
    return;
  }
  if (node.type === 'cell') {
    for (const [index, seat] of node.seats.entries()) visit(seat, Infinity, (amount) => (node.out[index]! += amount));
    for (const [source, index] of node.sources) {
      if (source.used[index]! > 0) visit(source, source.used[index]!, (amount) => sendTo(source, index, -amount));
    }
    return;
  }
  for (const [cell, index] of node.cells) {
    if (cell.out[index]! > 0) visit(cell, cell.out[index]!, (amount) => (cell.out[index]! -= amount));
  }
}

function sendTo(source: Source, index: number, amount: number): void {
  source.room[index]! -= amount;
  source.used[index]! += amount;
  source.cells[index]!.sources.set(source, index);
}
