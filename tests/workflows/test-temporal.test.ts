import { Client, Connection } from '@temporalio/client';
import { expect, inject, test } from 'vitest';

test('the run has a Temporal server with our namespace', async () => {
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const client = new Client({ connection, namespace: inject('temporalNamespace') });
  const described = await connection.workflowService.describeNamespace({ namespace: client.options.namespace });
  expect(described.namespaceInfo?.name).toBe('vorgang');
  expect((await client.workflow.count()).count).toBeGreaterThanOrEqual(0);
  await connection.close();
});
