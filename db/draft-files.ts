import type { Trx } from './client.ts';

/** Whose draft of a reply, to which request. */
export interface OwnDraft {
  account: string;
  request: string;
}

/** A type, not an interface: it stands in a draft's content. */
export type DraftFile = {
  id: string;
  filename: string;
  contentType: string;
  size: number;
};

export async function filesOfDraft(trx: Trx, { account, request }: OwnDraft): Promise<DraftFile[]> {
  return trx
    .selectFrom('attachment')
    .select(['id', 'filename', 'content_type as contentType', 'size'])
    .where('message', 'is', null)
    .where('draft_account', '=', account)
    .where('draft_request', '=', request)
    .orderBy('id')
    .execute();
}

export async function insertDraftFile(
  trx: Trx,
  { account, request }: OwnDraft,
  { filename, contentType, content }: { filename: string; contentType: string; content: Buffer },
): Promise<DraftFile> {
  const { id } = await trx
    .insertInto('attachment')
    .values({ draft_account: account, draft_request: request, filename, content_type: contentType, size: content.byteLength, content })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, filename, contentType, size: content.byteLength };
}

export async function removeDraftFile(trx: Trx, { account, request, file }: OwnDraft & { file: string }): Promise<void> {
  await ownFiles(trx, { account, request }).where('id', '=', file).execute();
}

/** The draft's files become the message's; those that were not named go. @returns false where a named one is not there. */
export async function attachDraftFiles(trx: Trx, draft: OwnDraft, message: string, files: string[]): Promise<boolean> {
  const moved =
    files.length === 0
      ? []
      : await trx
          .updateTable('attachment')
          .set({ message, draft_account: null, draft_request: null })
          .where('id', 'in', files)
          .where('message', 'is', null)
          .where('draft_account', '=', draft.account)
          .where('draft_request', '=', draft.request)
          .returning('id')
          .execute();
  await ownFiles(trx, draft).execute();
  return moved.length === new Set(files).size;
}

export async function removeDraftFiles(trx: Trx, draft: OwnDraft): Promise<void> {
  await ownFiles(trx, draft).execute();
}

const ownFiles = (trx: Trx, { account, request }: OwnDraft) =>
  trx.deleteFrom('attachment').where('message', 'is', null).where('draft_account', '=', account).where('draft_request', '=', request);
