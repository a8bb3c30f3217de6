import { lazy, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, type RouteComponentProps } from 'wouter';
import { may, useMe, type Role } from '../session/session.ts';
import { NotFound } from '../shell/not-found.tsx';
import './administration.css';

const sections = [
  { section: 'users', roles: ['lead', 'administrator'], page: lazy(() => import('./users.tsx')) },
  { section: 'skills', roles: ['administrator'], page: lazy(() => import('./skills.tsx')) },
  { section: 'matrix', roles: ['lead', 'administrator'], page: lazy(() => import('./skill-matrix.tsx')) },
  { section: 'topics', roles: ['administrator'], page: lazy(() => import('./topics.tsx')) },
  { section: 'distribution', roles: ['lead', 'administrator'], page: lazy(() => import('./distribution.tsx')) },
  { section: 'limits', roles: ['lead', 'administrator'], page: lazy(() => import('./limits.tsx')) },
  { section: 'calendars', roles: ['lead', 'designer', 'administrator'], page: lazy(() => import('../calendars/calendars.tsx')) },
  {
    section: 'service-levels',
    roles: ['lead', 'designer', 'administrator'],
    page: lazy(() => import('../service-levels/service-levels.tsx')),
  },
  { section: 'mailboxes', roles: ['lead', 'administrator'], page: lazy(() => import('./mailboxes.tsx')) },
  { section: 'mail-rules', roles: ['lead', 'administrator'], page: lazy(() => import('./mail-rules.tsx')) },
  { section: 'signatures', roles: ['lead', 'administrator'], page: lazy(() => import('./signatures.tsx')) },
  { section: 'answers', roles: ['lead', 'administrator'], page: lazy(() => import('./answer-sources.tsx')) },
  { section: 'audit', roles: ['administrator'], page: lazy(() => import('./audit.tsx')) },
] as const satisfies { section: string; roles: readonly Role[]; page: unknown }[];

/** Users, skills, topics, mailboxes, standard answers; what one may not change is not shown. */
export default function AdministrationPage({ params }: RouteComponentProps<{ section?: string }>) {
  const { t } = useTranslation();
  const me = useMe();
  const allowed = sections.filter(({ roles }) => may(me, ...roles));
  const current = allowed.find(({ section }) => section === (params.section ?? allowed[0]?.section));
  const tabs = useRef<HTMLElement>(null);
  const section = current?.section;
  useEffect(() => {
    if (section) tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  if (!current) return <NotFound />;
  const Page = current.page;
  return (
    <div className="page administration">
      <h1 className="page__title">{t('shell.administration')}</h1>
      <nav className="section-tabs" ref={tabs} aria-label={t('shell.administration')}>
        {allowed.map((one) => (
          <Link key={one.section} href={`/administration/${one.section}`} aria-current={one === current ? 'page' : undefined}>
            {t(`administration.sections.${one.section}`)}
          </Link>
        ))}
      </nav>
      <Page />
    </div>
  );
}
