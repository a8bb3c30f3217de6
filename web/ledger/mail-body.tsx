import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LedgerMail } from '../../api/types.ts';
import { HtmlDocument } from '../request/html-document.tsx';
import { PlainText } from '../request/plain-text.tsx';
import '../request/request.css';

/** What a mail says: its text first, on demand as it was written; nothing is fetched from elsewhere. */
export function MailBody({ mail }: { mail: LedgerMail }) {
  const { t } = useTranslation();
  const [isOriginal, setOriginal] = useState(false);
  return (
    <section className="mail__text" aria-label={t('ledgerMail.text')}>
      {isOriginal ? (
        <HtmlDocument source={`/api/ledger/mails/${mail.id}/document`} text={mail.text} />
      ) : mail.text.trim() ? (
        <PlainText message={mail} />
      ) : (
        <p className="muted">{t('ledgerMail.noText')}</p>
      )}
      {mail.isCut && !isOriginal && <p className="muted small">{t('ledgerMail.cut')}</p>}
      {mail.hasHtml && (
        <button type="button" className="link-button" onClick={() => setOriginal(!isOriginal)}>
          {t(isOriginal ? 'conversation.asText' : 'conversation.original')}
        </button>
      )}
    </section>
  );
}
