import { ActionIcon } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { api } from '../server/client.ts';
import { problemText } from '../server/problem-text.ts';
import { complain } from '../shell/toasts.tsx';
import { type DraftFile, uploadFile } from './upload-file.ts';

interface DraftFilesProps {
  request: string;
  files: DraftFile[];
  onChange: (change: (files: DraftFile[]) => DraftFile[]) => void;
}

/** Uploads one after the other, as soon as they are chosen; what fails says why, the others stay. */
export function useUploads({ request, onChange }: Omit<DraftFilesProps, 'files'>) {
  const [running, setRunning] = useState<string[]>([]);
  async function add(chosen: readonly File[]): Promise<void> {
    setRunning((names) => [...names, ...chosen.map(({ name }) => name)]);
    for (const file of chosen) {
      try {
        const uploaded = await uploadFile(request, file);
        onChange((files) => [...files, uploaded]);
      } catch (error) {
        complain(`${file.name}: ${problemText(error)}`);
      }
      setRunning((names) => names.toSpliced(names.indexOf(file.name), 1));
    }
  }
  return { add, running };
}

/** The files that go with a reply. */
export function DraftFiles({ request, files, onChange, running }: DraftFilesProps & { running: string[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (files.length + running.length === 0) return null;
  function remove({ id }: DraftFile): void {
    onChange((now) => now.filter((file) => file.id !== id));
    api('DELETE /api/requests/:id/drafts/reply/files/:file', { params: { id: request, file: id } }).catch(() => undefined);
  }
  return (
    <ul className="draft-files" aria-label={t('conversation.attachments', { count: files.length })}>
      {files.map((file) => (
        <li key={file.id}>
          <IconPaperclip size={14} aria-hidden />
          <span className="truncate" title={file.filename}>
            {file.filename}
          </span>
          <small className="muted">{format.size(file.size)}</small>
          <ActionIcon size={22} aria-label={t('composer.removeFile', { name: file.filename })} onClick={() => remove(file)}>
            <IconX size={13} aria-hidden />
          </ActionIcon>
        </li>
      ))}
      {running.map((name, index) => (
        <li key={`${name} ${index}`} aria-busy="true">
          <span className="truncate">{name}</span>
          <small className="muted">{t('composer.uploading')}</small>
        </li>
      ))}
    </ul>
  );
}

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionIcon size={34} aria-label={t('composer.attach')} title={t('composer.attach')} onClick={() => input.current?.click()}>
        <IconPaperclip size={18} aria-hidden />
      </ActionIcon>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('composer.attach')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
