import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LedgerMail } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { problemOf, useTakeBack } from './use-overrule.ts';

/** What people said about the mail, newest first; the last word can be taken back. */
export function Overrulings({ mail }: { mail: LedgerMail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const takeBack = useTakeBack();
  const [isBusy, setBusy] = useState(false);
  if (mail.overrulings.length === 0) return null;
  async function onUndo(id: string): Promise<void> {
    setBusy(true);
    await takeBack([id]);
    setBusy(false);
  }
  return (
    <ul className="mail__said" aria-label={t('ledgerMail.said')}>
      {mail.overrulings.map(({ id, deed, state, problem, by, at, isUndoable }) => (
        <li key={id}>
          {t(`ledgerMail.deed.${deed}`)} · {by.name} · <time dateTime={at}>{format.dateTime(at)}</time>
          {state === 'asked' && ` · ${t('ledgerMail.asked')}`}
          {state === 'refused' && <span className="card__error"> · {problemOf(t, problem ?? '')}</span>}
          {isUndoable && (
            <button type="button" className="link-button" disabled={isBusy} onClick={() => void onUndo(id)}>
              {t('ledgerMail.takeBack')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
