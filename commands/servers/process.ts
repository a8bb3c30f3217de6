import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that we started: detached, so that Ctrl-C in the terminal reaches only the program that stops it in order. */
export interface ServerProcess {
  pid: number;
  /** Resolves when the process is gone, however it ended. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Asks with `signal`, waits, and kills after `patience` milliseconds. */
  stop(signal?: NodeJS.Signals, patience?: number): Promise<void>;
}

export interface SpawnServer {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** User and group to run as; only root can change them. */
  owner?: { uid: number; gid: number } | null;
  /** Where its output goes; a file outlives us, a pipe would not. */
  logFile: string;
  /** Where pid and start time are noted for `endLeftover`. */
  recordFile?: string;
}

/** @throws if the program cannot be executed */
export async function spawnServer(options: SpawnServer): Promise<ServerProcess> {
  const log = openSync(options.logFile, 'a');
  const child = spawn(options.command, options.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: options.env ?? process.env,
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...options.owner,
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      reject(new Error(`${options.command} cannot be started: ${error.message}`, { cause: error }));
    });
  }).finally(() => closeSync(log));
  const pid = child.pid!;
  const { recordFile } = options;
  if (recordFile) {
    writeFileSync(recordFile, JSON.stringify({ pid, identity: processIdentity(pid) }));
    void exited.then(() => rmSync(recordFile, { force: true }));
  }
  return { pid, exited, stop: (signal, patience) => endProcess(pid, signal, patience) };
}

/**
 * Ends what an earlier run left behind, by the record that `spawnServer` wrote. A process that only has the same number is left alone.
 * @returns the pid that was ended, or null
 */
export async function endLeftover(recordFile: string): Promise<number | null> {
  let record: { pid: number; identity: string };
  try {
    record = JSON.parse(readFileSync(recordFile, 'utf8'));
  } catch {
    return null;
  }
  const ours = record.identity !== null && processIdentity(record.pid) === record.identity;
  if (ours) await endProcess(record.pid);
  rmSync(recordFile, { force: true });
  return ours ? record.pid : null;
}

/** Signals a process, waits until it is gone and kills it after `patience` milliseconds. */
export async function endProcess(pid: number, signal: NodeJS.Signals = 'SIGTERM', patience = 10_000): Promise<void> {
  if (!send(pid, signal)) return;
  const killAt = Date.now() + patience;
  let killed = false;
  while (isAlive(pid)) {
    if (!killed && Date.now() > killAt) killed = send(pid, 'SIGKILL');
    await delay(20);
  }
}

/** Whether the process exists and is not a zombie waiting to be reaped. */
export function isAlive(pid: number): boolean {
  if (!send(pid, 0)) return false;
  const state = procStat(pid)?.[0];
  return state !== 'Z' && state !== 'X';
}

/** Start time of a process: together with the pid it names a process once and for all. Null if there is none, or only its zombie. */
export function processIdentity(pid: number): string | null {
  if (!isAlive(pid)) return null;
  const stat = procStat(pid);
  // Field 22 of /proc/PID/stat is the start in ticks since boot; the boot id tells reboots apart.
  if (stat) return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${stat[19]}`;
  return ps(pid, 'lstart');
}

/** The command line of a process, or null if there is none. */
export function processCommand(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return ps(pid, 'args');
  }
}

/** Fields of /proc/PID/stat from the third (state) on; the second, the name, may itself contain blanks and brackets. */
function procStat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** For systems without /proc, such as macOS. */
function ps(pid: number, column: 'lstart' | 'args'): string | null {
  if (process.platform === 'linux') return null;
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // EPERM: it exists but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
