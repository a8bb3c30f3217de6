import { currentLanguage } from '../i18n/i18n.ts';
import { Problem, readProblem } from '../server/problem.ts';

/** A file of a draft, as it stands in the draft's content. */
export type DraftFile = { id: string; filename: string; contentType: string; size: number };

/** Bytes, as the server has it: larger files are not sent to it at all. */
const mostOfFile = 15 * 1024 * 1024;

/** Puts one file to the own draft of a reply. @throws Problem */
export async function uploadFile(request: string, file: File): Promise<DraftFile> {
  if (file.size > mostOfFile) throw new Problem('files-too-large', 413);
  let response: Response;
  try {
    response = await fetch(`/api/requests/${request}/drafts/reply/files`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
        'accept-language': currentLanguage(),
      },
      body: file,
      credentials: 'same-origin',
    });
  } catch {
    throw new Problem('offline', 0);
  }
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as DraftFile;
}
