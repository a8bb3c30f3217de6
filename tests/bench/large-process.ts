import { bpmn, element, end, flow, gateway, mapping, path, script, start, user } from '../domain/process/model.ts';

const BLOCKS = 49;

/** A process of 300 elements (its flows not counted): each block computes, decides by FEEL between two ways and joins; every seventh waits for a person. */
export function largeProcess(): string {
  const parts = [start('s0'), element('task', 'j0'), ...['t1', 't2', 't3'].map((id) => element('task', id)), end('last')];
  for (let n = 1; n <= BLOCKS; n += 1) {
    const [compute, split, small, large, join] = [`c${n}`, `x${n}`, `a${n}`, `b${n}`, `j${n}`];
    parts.push(
      script(compute, `=modulo(amount * ${n} + 7, 100)`, 'amount'),
      gateway('exclusive', split, `${split}_${large}`),
      n % 7 === 0 ? user(small, mapping({ limit: '=amount * 2' })) : element('task', small),
      element('task', large),
      gateway('exclusive', join),
      element('manualTask', `m${n}`),
      path(`j${n - 1} ${compute} ${split}`),
      flow(split, small, `=amount < 50 and (customer.class = "A" or amount > ${n % 20})`),
      path(`${split} ${large} m${n} ${join}`),
      path(`${small} ${join}`),
    );
  }
  return bpmn('large', ...parts, path('s0 j0'), path(`j${BLOCKS} t1 t2 t3 last`));
}
