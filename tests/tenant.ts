import pg from 'pg';
import { stepDescriptions } from '../activities/steps/index.ts';
import { publishAll } from '../api/definitions/publish.ts';
import { provision } from '../commands/provision/provision.ts';
import { readShipped } from '../commands/provision/shipped.ts';
import { seal } from '../config/secret.ts';
import { asTenant, type Db, json } from '../db/client.ts';

export const testSecretKey = 'test-secret-key-test-secret-key-test';

export interface TestTenant {
  tenant: string;
  mailbox: string;
}

/** A tenant with what the product ships, published, and one mailbox: where a test of a feature begins. */
export async function provisionTenant(ownerUrl: string, db: Db, slug = 'test'): Promise<TestTenant> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>('insert into tenant (slug, name) values ($1, $2) returning id', [slug, 'Testladen']);
  await owner.end();
  const tenant = rows[0]?.id ?? '';
  const shipped = await readShipped();
  return asTenant(db, tenant, async (trx) => {
    await provision(trx, shipped);
    const { ok, findings } = await publishAll(trx, { by: null, comment: 'test', steps: stepDescriptions });
    if (!ok) throw new Error(`What the product ships cannot be published: ${JSON.stringify(findings)}`);
    const server = json({ host: '127.0.0.1', port: 1, secure: false, user: `service@${slug}.example` });
    const mailbox = await trx
      .insertInto('mailbox')
      .values({ address: `service@${slug}.example`, name: 'Testladen', imap: server, smtp: server, secret: seal(testSecretKey, 'secret') })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { tenant, mailbox: mailbox.id };
  });
}
