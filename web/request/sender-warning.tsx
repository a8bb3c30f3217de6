import { IconShieldExclamation, IconShieldQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';
import { useRequest } from './request-context.ts';

/** Says in words where a sender's check failed, or where one whom we know as a customer could not be proven. Silent where nobody checks. */
export function SenderWarning({ message: { type, authentication, from } }: { message: Message }) {
  const { t } = useTranslation();
  const { request } = useRequest();
  if (authentication === null || from === null || (type !== 'customer' && type !== 'expert-answer')) return null;
  const { result, ...checks } = authentication;
  if (result === 'pass' || (result === 'none' && request.customer === null)) return null;
  const details = (['spf', 'dkim', 'dmarc', 'arc'] as const).flatMap((name) =>
    checks[name] ? [`${name.toUpperCase()} ${checks[name]}`] : [],
  );
  const IconOf = result === 'none' ? IconShieldQuestion : IconShieldExclamation;
  return (
    <p className="sender-warning" data-result={result} title={details.join(' · ')}>
      <IconOf size={16} aria-hidden />
      {t(`mail.senderCheck.${result}`, { domain: from.slice(from.lastIndexOf('@') + 1) })}
    </p>
  );
}
