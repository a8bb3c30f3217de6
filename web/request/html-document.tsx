import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A mail as it was written, on a light sheet in both themes. The frame runs no scripts and sends no forms; `allow-same-origin` only lets this page
 * measure how tall it is, and `allow-popups` lets links open beside.
 */
export function HtmlDocument({ id }: { id: string }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(160);
  function measure(): void {
    const body = frame.current?.contentDocument?.documentElement;
    if (body) setHeight(Math.min(Math.max(body.scrollHeight, 60), 4000));
  }
  return (
    <iframe
      ref={frame}
      className="html-document"
      title={t('conversation.originalTitle')}
      src={`/api/messages/${id}/document`}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      style={{ height }}
      onLoad={measure}
    />
  );
}
