import { feelBomb } from './feel-bomb.ts';
import { imapChaos } from './imap.ts';
import { killNine } from './kill-nine.ts';
import { loseTemporal } from './lose-temporal.ts';
import { mailChaos } from './mail.ts';
import { restoreOlder } from './restore-older.ts';
import { smtpMatrixCheck } from './smtp-matrix.ts';

const log = (line: string) => console.log(`  ${line}`);
const [name = '', count, more] = process.argv.slice(2);

const checks: Record<string, () => Promise<unknown>> = {
  'kill-nine': () => killNine({ mails: Number(count ?? 200), log }),
  'restore-older': () => restoreOlder({ mails: Number(count ?? 12), log }),
  'feel-bomb': () => feelBomb({ requests: Number(count ?? 200), log }),
  smtp: () => smtpMatrixCheck({ sends: Number(count ?? 500), log }),
  imap: () => imapChaos({ faults: Number(count ?? 200), log }),
  mail: () => mailChaos({ mails: Number(count ?? 5000), kills: Number(more ?? 100), log }),
  'lose-temporal': () => loseTemporal({ requests: Number(count ?? 50), log }),
};

const check = checks[name];
if (!check) throw new Error(`There is no check "${name}". There are: ${Object.keys(checks).join(', ')}.`);
console.log(JSON.stringify(await check()));
