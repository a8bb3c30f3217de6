import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counts, countsOf, readReport, runStep } from './test/steps.ts';

/**
 * `npm test`: types, lint, format and dead code, then all tests, each on real servers of its own; ends with `N passed, N failed` alone on a
 * line. What stands behind `npm test --` goes to Vitest instead, and only Vitest runs: `npm test -- tests/api`, `npm test -- --project unit`.
 */
const startedAt = Date.now();
const filters = process.argv.slice(2);
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

const checks: [title: string, program: string, args: string[]][] = [
  ['Types', 'tsc', ['--noEmit']],
  ['Lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['Format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['Dead code', 'knip', []],
];
if (filters.length === 0) {
  for (const [title, program, args] of checks) {
    const ok = await runStep(title, program, args);
    total[ok ? 'passed' : 'failed']++;
  }
}

const report = join(tmpdir(), `vorgang-report-${process.pid}.json`);
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const ok = await runStep('Tests', 'vitest', ['run', ...reporters, ...filters]);
const counts = countsOf(readReport(report));
rmSync(report, { force: true });
total.passed += counts.passed;
// An error outside every test, such as a set-up that failed, counts as one.
total.failed += counts.failed || (ok ? 0 : 1);
total.skipped += counts.skipped;

const skipped = total.skipped > 0 ? ` ${total.skipped} tests were skipped: what they need is not on this machine.` : '';
console.log(`\nAll steps took ${Math.round((Date.now() - startedAt) / 1000)} s.${skipped}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
