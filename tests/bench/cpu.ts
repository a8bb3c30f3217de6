import { readdirSync, readFileSync } from 'node:fs';

/** A tick is 10 ms on Linux. */
const ticksPerSecond = 100;

/** CPU seconds of processes with all that they started, those that ended included where their parent has waited for them. */
export function cpuSeconds(pids: number[]): number {
  const stats = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []));
  const wanted = new Set(pids);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of stats) if (wanted.has(parent) && !wanted.has(pid)) grown = Boolean(wanted.add(pid));
  }
  return stats.filter(({ pid }) => wanted.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;
}

function statOf(pid: number): { pid: number; parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(11, 15).map(Number);
    return { pid, parent: Number(fields[1]), ticks: user + system + userOfEnded + systemOfEnded };
  } catch {
    return null;
  }
}
