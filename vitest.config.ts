import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const postgres = 'tests/servers/postgres.ts';
const temporal = 'tests/servers/temporal.ts';

/** One project per set of servers: `vitest run --project unit` needs none, a file named on the command line starts only its own. */
export default defineConfig({
  test: {
    env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    // By default one fewer than the machine has cores; ours wait for servers much of the time.
    maxWorkers: 2,
    reporters: process.env['CI'] ? ['default'] : ['dot'],
    projects: [
      project('unit', ['domain', 'config', 'web', 'conformance', 'replay/requests'], { testTimeout: 30_000 }),
      project('commands', ['commands'], { testTimeout: 60_000, exclude: ['tests/commands/demo/**'] }),
      project('database', ['db', 'activities', 'commands/demo'], { globalSetup: [postgres] }),
      project('workflow', ['workflows', 'api', 'replay', 'chaos'], {
        globalSetup: [postgres, temporal],
        testTimeout: 60_000,
        exclude: ['tests/replay/requests/**'],
      }),
      project('browser', ['e2e'], {
        globalSetup: [postgres, temporal],
        testTimeout: 180_000,
        // After all others, so that pages are not measured against a machine that is busy with tests.
        sequence: { groupOrder: 1 },
      }),
    ],
  },
});

function project(
  name: string,
  folders: string[],
  test: NonNullable<TestProjectInlineConfiguration['test']>,
): TestProjectInlineConfiguration {
  const include = folders.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`);
  return { extends: true, test: { name, include, hookTimeout: 60_000, ...test } };
}
