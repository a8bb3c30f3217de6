import { FeelDuration } from 'feelin';
import { charge, chargeFor, child, type Builder, type Closure } from './build.ts';
import type { Node } from './parse.ts';
import { add, ratio, scale, subtract } from './temporal.ts';
import { compare, equals, type Value, type Work } from './values.ts';

type Compared = (a: Value, b: Value, work?: Work) => boolean | null;
type Binary = (a: Value, b: Value) => Value;

export function arithmetic(node: Node, b: Builder): Closure {
  if (node.children.length === 2) {
    const operand = b.build(child(node, 1));
    return (env) => negate(operand(env));
  }
  const operator = ARITHMETIC[child(node, 1).text] ?? b.fail(child(node, 1), 'unknown operator');
  const left = b.build(child(node, 0));
  const right = b.build(child(node, 2));
  return (env) => {
    const result = operator(left(env), right(env));
    if (typeof result !== 'number') chargeFor(env.evaluation, result);
    return result;
  };
}

export function comparison(node: Node, b: Builder): Closure {
  const operator = child(node, 1);
  const left = b.build(child(node, 0));
  if (operator.name === 'in') {
    const tests = node.children.find(({ name }) => /^PositiveUnaryTests?$/.test(name)) ?? child(node, 2);
    const test = b.test(tests);
    return (env) => test(env, left(env));
  }
  if (operator.name === 'between') {
    const low = b.build(child(node, 2));
    const high = b.build(child(node, 4));
    return (env) => {
      const value = left(env);
      return both(compared('>=')(value, low(env)), compared('<=')(value, high(env)));
    };
  }
  const apply = compared(operator.text);
  const right = b.build(child(node, 2));
  return (env) => {
    const value = left(env);
    if (typeof value === 'object' && value !== null) charge(env.evaluation, 25);
    return apply(value, right(env), env.evaluation);
  };
}

/** Three-valued: false wins over null, null over true. */
export function conjunction(node: Node, b: Builder): Closure {
  const left = b.build(child(node, 0));
  const right = b.build(child(node, 2));
  return (env) => {
    const first = left(env);
    return first === false ? false : both(first, right(env));
  };
}

/** Three-valued: true wins over null, null over false. */
export function disjunction(node: Node, b: Builder): Closure {
  const left = b.build(child(node, 0));
  const right = b.build(child(node, 2));
  return (env) => {
    const first = left(env);
    if (first === true) return true;
    const second = right(env);
    if (second === true) return true;
    return first === false && second === false ? false : null;
  };
}

/** The function of `=`, `!=`, `<`, `<=`, `>` or `>=`: true, false, or null where the two cannot be compared. */
export function compared(operator: string): Compared {
  return COMPARISONS[operator] ?? notBefore;
}

function notBefore(a: Value, b: Value): boolean | null {
  const order = compare(a, b);
  return order === null ? null : order >= 0;
}

const COMPARISONS: Record<string, Compared> = {
  '=': equals,
  '!=': (a, b, work) => {
    const same = equals(a, b, work);
    return same === null ? null : !same;
  },
  '<': (a, b) => {
    const order = compare(a, b);
    return order === null ? null : order < 0;
  },
  '<=': (a, b) => {
    const order = compare(a, b);
    return order === null ? null : order <= 0;
  },
  '>': (a, b) => {
    const order = compare(a, b);
    return order === null ? null : order > 0;
  },
};

function both(a: Value, b: Value): boolean | null {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : null;
}

function negate(value: Value): Value {
  if (typeof value === 'number') return -value;
  return value instanceof FeelDuration ? scale(value, -1) : null;
}

const ARITHMETIC: Record<string, Binary> = {
  '+': (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return decimal(a + b);
    if (typeof a === 'string' && typeof b === 'string') return a + b;
    return add(a, b);
  },
  '-': (a, b) => (typeof a === 'number' && typeof b === 'number' ? decimal(a - b) : subtract(a, b)),
  '*': (a, b) => {
    if (typeof a === 'number') {
      if (typeof b === 'number') return decimal(a * b);
      return b instanceof FeelDuration ? scale(b, a) : null;
    }
    return a instanceof FeelDuration && typeof b === 'number' ? scale(a, b) : null;
  },
  '/': (a, b) => {
    if (typeof b === 'number') {
      if (b === 0) return null;
      if (typeof a === 'number') return decimal(a / b);
      return a instanceof FeelDuration ? scale(a, 1 / b) : null;
    }
    return a instanceof FeelDuration && b instanceof FeelDuration ? ratio(a, b) : null;
  },
  '**': power,
  '^': power,
};

function power(a: Value, b: Value): Value {
  return typeof a === 'number' && typeof b === 'number' ? decimal(a ** b) : null;
}

/**
 * FEEL's numbers are decimal: 0.1 + 0.2 is 0.3. A result that lies within the binary rounding error of a decimal with 15
 * digits is that decimal; all others (1 / 3) stay as computed.
 */
function decimal(value: number): number | null {
  if (Number.isInteger(value)) return value;
  if (!Number.isFinite(value)) return null;
  const rounded = Number(value.toPrecision(15));
  return Math.abs(value - rounded) <= Math.abs(value) * 2 ** -51 ? rounded : value;
}
