import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../start/sources.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What we read of the report that Vitest's reporter `json` writes. */
export interface Report {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Runs a program of node_modules/.bin with its output streaming. Signals reach it too: it is in our process group. */
export function runStep(title: string, program: string, args: string[]): Promise<boolean> {
  console.log(`\n— ${title}: ${[program, ...args].join(' ')}`);
  const startedAt = Date.now();
  const child = spawn(join(projectFolder, 'node_modules', '.bin', program), args, {
    cwd: projectFolder,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test' },
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => {
    const finish = (ok: boolean) => {
      console.log(`${ok ? '✓' : '✗'} ${title} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
      resolve(ok);
    };
    child.once('error', (error) => {
      console.error(`${program} could not be started: ${error.message}. Run \`npm ci\`.`);
      finish(false);
    });
    child.once('exit', (code) => finish(code === 0));
  });
}

export function readReport(file: string): Report {
  if (!existsSync(file)) return { testResults: [] };
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

/** A file that failed without a failed test in it (it did not load, or its set-up failed) counts as one failure. */
export function countsOf({ testResults }: Report): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of testResults) {
    const states = file.assertionResults.map(({ status }) => status);
    const failed = states.filter((status) => status === 'failed').length;
    const passed = states.filter((status) => status === 'passed').length;
    counts.passed += passed;
    counts.failed += failed || (file.status === 'failed' ? 1 : 0);
    counts.skipped += states.length - passed - failed;
  }
  return counts;
}
