import { runApart } from './apart.ts';

/** What the demo tells about itself for the panel. */
export interface DemoSummary {
  accounts: { name: string; email: string; password: string; roles?: string[]; role: string }[];
  /** Short name of the tenant, part of its contact page's address. */
  slug: string;
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

/** Loads the demo tenant; where it is there already only its mailboxes follow the mail server. */
export function loadDemo({ log, ...options }: DemoOptions): Promise<DemoSummary> {
  return runApart('demo/load.ts', options, log);
}
