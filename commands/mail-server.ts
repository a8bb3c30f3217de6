import { parseArgs } from 'node:util';
import { startMailServer } from './servers/mail-server.ts';
import { runProcess } from './start/run-process.ts';

/** The demo's mail server as a process of its own: `mail-server.ts --folder F --smtp-port S --imap-port I`. */
await runProcess(() => {
  const { values } = parseArgs({
    options: { folder: { type: 'string' }, 'smtp-port': { type: 'string' }, 'imap-port': { type: 'string' } },
  });
  if (!values.folder) throw new Error('mail-server needs --folder, where it keeps the mails.');
  return startMailServer({
    folder: values.folder,
    smtpPort: Number(values['smtp-port'] ?? 0),
    imapPort: Number(values['imap-port'] ?? 0),
    mailboxes: [],
    log: console.log,
  });
});
