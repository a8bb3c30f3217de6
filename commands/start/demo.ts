import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from './sources.ts';

/** What the demo tells about itself for the panel. */
export interface DemoSummary {
  accounts: { name: string; email: string; password: string; roles?: string[]; role: string }[];
  /** Short name of the tenant, part of its contact page's address. */
  slug?: string;
}

export interface DemoOptions {
  /** The database's owner. */
  url: string;
  /** The application role. */
  appUrl: string;
  /** Encrypts the mailboxes' passwords. */
  secretKey: string;
  /** The demo's mail server on 127.0.0.1; the password opens every mailbox by its address. */
  mail: { smtpPort: number; imapPort: number; password: string };
  log: (line: string) => void;
}

/** Loads the demo tenant; does nothing where it is there already. Null while this copy of the code ships none. */
export async function loadDemo(options: DemoOptions): Promise<DemoSummary | null> {
  const file = join(projectFolder, 'commands', 'demo', 'seed.ts');
  if (!existsSync(file)) return null;
  const { seedDemo } = (await import(pathToFileURL(file).href)) as { seedDemo: (options: DemoOptions) => Promise<DemoSummary> };
  return seedDemo(options);
}
