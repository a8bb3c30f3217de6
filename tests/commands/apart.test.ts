import { expect, test } from 'vitest';
import { loadDemo } from '../../commands/start/demo.ts';
import { freePort } from '../../commands/servers/ports.ts';
import { runApart } from '../../commands/start/apart.ts';

test('work that fails in a process of its own fails here with its message', async () => {
  const port = await freePort();
  const url = `postgres://nobody@127.0.0.1:${port}/none`;
  const mail = { smtpPort: 1, imapPort: 2, password: 'x' };
  await expect(loadDemo({ url, appUrl: url, secretKey: 'k', mail, log: () => {} })).rejects.toThrow('ECONNREFUSED');
});

test('a process that ends without a result fails with what it printed', async () => {
  await expect(runApart('nothing-of-ours.ts', {})).rejects.toThrow(/ended without a result[^]+nothing-of-ours/);
});
