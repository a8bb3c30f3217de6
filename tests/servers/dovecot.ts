import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { freePort } from '../../commands/servers/ports.ts';

const program = '/usr/sbin/dovecot';

/** As Debian's package dovecot-imapd installs it; its master process wants to be root. */
export const hasDovecot = existsSync(program) && userInfo().uid === 0;

export interface Dovecot {
  port: number;
  /** A user's Maildir. */
  maildir(user: string): string;
  stop(): Promise<void>;
}

/** Dovecot on loopback, everybody's password is "geheim". */
export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorgang-dovecot-'));
  chmodSync(folder, 0o755);
  for (const name of ['base', 'state', 'mail']) mkdirSync(path.join(folder, name));
  chmodSync(path.join(folder, 'mail'), 0o777);
  const port = await freePort();
  writeFileSync(path.join(folder, 'dovecot.conf'), configuration(folder, port));
  const child = spawn(program, ['-F', '-c', path.join(folder, 'dovecot.conf')], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    port,
    maildir: (user) => path.join(folder, 'mail', user),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const configuration = (folder: string, port: number): string => `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/base
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = nobody
default_internal_group = nogroup
default_login_user = daemon
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
passdb {
  driver = static
  args = password=geheim
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;
