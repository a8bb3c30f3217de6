import type { TFunction } from 'i18next';

/** A folder as people call it: two are ours and lie on no server (db/mailbox-folders.ts). */
export function folderName(folder: string, t: TFunction): string {
  if (folder === ':delivery') return t('ledger.folder.delivered');
  return folder === ':import' ? t('ledger.folder.imported') : folder;
}

/** Whether it lies on a mail server, which can be counted against. */
export const isOnServer = (folder: string): boolean => !folder.startsWith(':');
