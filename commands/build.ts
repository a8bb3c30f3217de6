import { join } from 'node:path';
import { createProgress } from './start/progress.ts';
import { projectFolder } from './start/sources.ts';
import { buildWeb } from './start/web-build.ts';
import { buildWorkflowBundle } from './start/workflow-bundle.ts';

/** What production starts from: the web app in web/dist and the workflow code in workflows/dist/bundle.js (name it by WORKFLOW_BUNDLE). */
const progress = createProgress();
try {
  await progress.step('Web app is built', () => buildWeb({ force: true }));
  await progress.step('Workflow code is bundled', () => buildWorkflowBundle(join(projectFolder, 'workflows', 'dist', 'bundle.js')));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
