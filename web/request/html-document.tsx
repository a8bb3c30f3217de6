import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface HtmlDocumentProps {
  /** Where its document is, e.g. `/api/messages/<id>/document`. */
  source: string;
  /** Of the same mail. */
  text: string;
  /** It would like pictures from elsewhere, and may have them. */
  hasRemoteContent?: boolean;
}

/**
 * A mail as it was written, on a light sheet in both themes. The frame is an origin of its own: it runs no scripts, sends no forms, and this page
 * cannot look into it either, so its height is guessed from its text and can be drawn. Pictures from elsewhere come by our server, and only when somebody asks.
 */
export function HtmlDocument({ source, text, hasRemoteContent = false }: HtmlDocumentProps) {
  const { t, i18n } = useTranslation();
  const [withImages, setWithImages] = useState(false);
  const rows = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), hasRemoteContent ? 12 : 4);
  return (
    <>
      {hasRemoteContent && !withImages && (
        <p className="html-document__blocked">
          <IconPhotoOff size={16} aria-hidden />
          {t('mail.imagesBlocked')}
          <button type="button" className="link-button" onClick={() => setWithImages(true)}>
            {t('mail.loadImages')}
          </button>
        </p>
      )}
      <iframe
        className="html-document"
        title={t('conversation.originalTitle')}
        src={`${source}?language=${i18n.language === 'en' ? 'en' : 'de'}${withImages ? '&images=1' : ''}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        style={{ height: `clamp(160px, ${rows * 26}px, 60vh)` }}
      />
    </>
  );
}
