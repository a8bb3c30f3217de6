import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { workApart } from './apart.ts';
import { projectFolder } from './sources.ts';

workApart(async () => {
  const { code } = await bundleWorkflowCode({
    logger: new DefaultLogger('WARN'),
    workflowsPath: join(projectFolder, 'workflows', 'index.ts'),
  });
  return code;
});
