import { afterEach, beforeEach, expect, vi } from 'vitest';
import { watch } from '../../../activities/mail/watch-mailbox.ts';
import type { MailServer } from '../../../commands/servers/mail-server.ts';
import type { InboundRow } from '../../../db/inbound-mail.ts';
import type { FolderRow } from '../../../db/mailbox-folders.ts';
import type { MailboxRow } from '../../../db/mailboxes.ts';
import type { MailboxInput, Watched } from '../../../workflows/contracts.ts';
import { attachMailServer, createSetting, type Setting, shop } from './setting.ts';

export interface Watching {
  setting: Setting;
  server: MailServer;
  input(): MailboxInput;
  arrive(raw: string): void;
  ledger(): Promise<InboundRow[]>;
  mailboxRow(): Promise<MailboxRow>;
  folders(): Promise<FolderRow[]>;
  change(settings: Partial<Pick<MailboxRow, 'folders' | 'since' | 'active' | 'secret'>>): Promise<unknown>;
  /** Watches until the test ends it, or is over. */
  startWatch(): { ended: Promise<Watched>; stop(): Promise<Watched> };
  /** Until so many mails have their verdict. */
  decided(count: number): Promise<void>;
  /** Watches one round, until so many mails have their verdict. */
  watchUntil(count: number): Promise<void>;
  cleanUp(step: () => Promise<unknown> | void): void;
}

export const until = (check: () => Promise<void> | void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** A mailbox on a server of its own, fresh for each test. */
export function watching(): Watching {
  const steps: (() => Promise<unknown> | void)[] = [];
  const self = {} as Watching;
  const inTenant: Setting['inTenant'] = (work) => self.setting.inTenant(work);
  Object.assign(self, {
    input: () => ({ tenant: self.setting.tenant, mailbox: self.setting.mailbox, generation: 1 }),
    arrive: (raw: string) => self.server.deliver(raw, { from: 'anna@kunden.example', to: [shop] }),
    ledger: () => inTenant((trx) => trx.selectFrom('inbound_mail').selectAll().orderBy('seq').execute()),
    mailboxRow: () =>
      inTenant((trx) => trx.selectFrom('mailbox').selectAll().where('id', '=', self.setting.mailbox).executeTakeFirstOrThrow()),
    folders: () => inTenant((trx) => trx.selectFrom('mailbox_folder').selectAll().orderBy('name').execute()),
    change: (settings) => inTenant((trx) => trx.updateTable('mailbox').set(settings).where('id', '=', self.setting.mailbox).execute()),
    startWatch: () => {
      const end = new AbortController();
      const ended = watch(self.setting.deps, self.input(), end.signal);
      ended.catch(() => undefined);
      const stop = (): Promise<Watched> => {
        end.abort();
        return ended;
      };
      steps.push(() => stop().catch(() => undefined));
      return { ended, stop };
    },
    decided: (count) =>
      until(async () => {
        const rows = await self.ledger();
        expect(rows.filter((row) => row.verdict !== null)).toHaveLength(count);
      }),
    watchUntil: async (count) => {
      const at = new Date();
      const started = self.startWatch();
      await self.decided(count);
      // The round is over when it is written down.
      await until(async () => {
        const { last_success_at, last_error_at } = await self.mailboxRow();
        expect(Math.max(Number(last_success_at), Number(last_error_at))).toBeGreaterThan(Number(at));
      });
      await started.stop();
    },
    cleanUp: (step) => void steps.push(step),
  } satisfies Omit<Watching, 'setting' | 'server'>);
  beforeEach(async () => {
    self.setting = await createSetting();
    self.server = await attachMailServer(self.setting);
    steps.push(
      () => self.setting.end(),
      () => self.server.stop(),
    );
  });
  afterEach(async () => {
    for (const step of steps.splice(0).toReversed()) await step();
  });
  return self;
}
