import { useTranslation } from 'react-i18next';
import type { LedgerMail } from '../../api/types.ts';
import { PlainText } from '../request/plain-text.tsx';
import '../request/request.css';

/** What a mail says, as plain text. */
export function MailBody({ mail }: { mail: LedgerMail }) {
  const { t } = useTranslation();
  return (
    <section className="mail__text" aria-label={t('ledgerMail.text')}>
      {mail.text.trim() ? (
        <PlainText message={{ text: mail.text, quotedFrom: null, signatureFrom: null }} />
      ) : (
        <p className="muted">{t('ledgerMail.noText')}</p>
      )}
      {mail.isCut && <p className="muted small">{t('ledgerMail.cut')}</p>}
    </section>
  );
}
