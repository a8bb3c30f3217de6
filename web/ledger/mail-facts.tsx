import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LedgerMail } from '../../api/types.ts';

const anchors = ['own-reference', 'signed-anchor', 'subject-tag'] as const;

/** What the filter that decided went by: the anchor, the list's entry, who bounced, of what it is a copy. */
export function MailFacts({ mail, linksRequests }: { mail: LedgerMail; linksRequests: boolean }) {
  const { t } = useTranslation();
  const { by, pattern, relation, duplicateOf, hops, recipients, noAutomaticAnswer } = mail.facts;
  const anchor = anchors.find((one) => one === by);
  const text = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);
  const lines: [string, React.ReactNode][] = [
    ...(anchor ? [[t('ledgerMail.fact.by'), t(`ledgerMail.anchor.${anchor}`)] as [string, string]] : []),
    ...(text(pattern)
      ? [[t('ledgerMail.fact.pattern'), `${text(pattern)}${text(relation) ? ` (${text(relation)})` : ''}`] as [string, string]]
      : []),
    ...(text(hops) ? [[t('ledgerMail.fact.hops'), text(hops)] as [string, string]] : []),
    ...(text(noAutomaticAnswer) ? [[t('ledgerMail.fact.noAutomaticAnswer'), text(noAutomaticAnswer)] as [string, string]] : []),
  ];
  if (typeof duplicateOf === 'string') {
    lines.push([
      t('ledgerMail.fact.duplicateOf'),
      <Link key="copy" href={`/ledger/${duplicateOf}`}>
        {t('ledgerMail.earlier')}
      </Link>,
    ]);
  }
  if (mail.named.length > 0) {
    lines.push([
      t('ledgerMail.fact.named'),
      mail.named.map(({ id, number }) => <span key={id}>{linksRequests ? <Link href={`/requests/${id}`}>{number}</Link> : number} </span>),
    ]);
  }
  for (const one of bounced(recipients)) lines.push([t(one.hard ? 'ledgerMail.fact.hard' : 'ledgerMail.fact.soft'), one.words]);
  if (lines.length === 0) return null;
  return (
    <dl className="mail__facts">
      {lines.map(([name, value], index) => (
        <div key={`${index} ${name}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Recipients of a bounce, as domain/mail/bounced-recipients.ts writes them into the row. */
function bounced(recipients: unknown): { hard: boolean; words: string }[] {
  if (!Array.isArray(recipients)) return [];
  return recipients.slice(0, 20).map((one: { address?: unknown; hard?: unknown; status?: unknown; diagnostic?: unknown }) => ({
    hard: one.hard === true,
    words: [one.address, one.status, one.diagnostic].filter((part) => typeof part === 'string' && part !== '').join(' · '),
  }));
}
