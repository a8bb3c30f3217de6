import { IconMapQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Empty } from './states.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty title={t('shell.notFound')} icon={<IconMapQuestion size={28} stroke={1.4} aria-hidden />}>
      <Link href="/">{t('shell.toInbox')}</Link>
    </Empty>
  );
}
