import { readMigrationEnvironment } from '../config/environment.ts';
import { migrate } from '../db/migrate.ts';

/** Brings the database to the newest schema and gives the application role the password that stands in DATABASE_URL. */
try {
  const { ownerUrl, appPassword } = readMigrationEnvironment();
  const done = await migrate({ url: ownerUrl, appPassword });
  console.log(done.length > 0 ? `Migrated: ${done.join(', ')}.` : 'The database is up to date.');
} catch (error) {
  const { message, cause } = error as Error;
  console.error(cause instanceof Error ? `${message}\n${cause.message}` : message);
  process.exitCode = 1;
}
