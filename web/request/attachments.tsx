import { IconAlertTriangle, IconDownload, IconFile, IconFileTypePdf, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';

const previewable = /^image\/(png|jpeg|gif|webp)$/;

/** Files of a message: pictures as small previews, everything as a download; a dangerous one says so in words. */
export function Attachments({ attachments }: { attachments: Message['attachments'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (attachments.length === 0) return null;
  return (
    <ul className="attachments" aria-label={t('conversation.attachments', { count: attachments.length })}>
      {attachments.map(({ id, filename, contentType, size, danger }) => (
        <li key={id}>
          <a className="attachment" data-danger={danger ?? undefined} href={`/api/attachments/${id}`} download={filename}>
            {danger ? (
              <IconAlertTriangle size={22} stroke={1.5} aria-hidden />
            ) : previewable.test(contentType) ? (
              <img src={`/api/attachments/${id}?inline=1`} alt="" loading="lazy" />
            ) : (
              <FileIcon contentType={contentType} />
            )}
            <span>
              <span className="truncate">{filename}</span>
              {danger && <small className="attachment__danger">{t(`mail.danger.${danger}`)}</small>}
              <small className="muted">{format.size(size)}</small>
            </span>
            <IconDownload size={15} aria-hidden />
            <span className="visually-hidden">{t('conversation.download')}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function FileIcon({ contentType }: { contentType: string }) {
  if (contentType === 'application/pdf') return <IconFileTypePdf size={22} stroke={1.5} aria-hidden />;
  return contentType.startsWith('image/') ? (
    <IconPhoto size={22} stroke={1.5} aria-hidden />
  ) : (
    <IconFile size={22} stroke={1.5} aria-hidden />
  );
}
