import { IconMailOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch, type RouteComponentProps } from 'wouter';
import type { LedgerRow } from '../../api/types.ts';
import { useApi } from '../server/queries.ts';
import { Empty, Failure } from '../shell/states.tsx';
import { Workspace } from '../shell/workspace.tsx';
import { Balances } from './balances.tsx';
import type { Deed } from './deeds.ts';
import { LedgerFilterBar } from './ledger-filter.tsx';
import { addressOf, filterOf, queryOf } from './ledger-query.ts';
import { MailPane } from './mail-pane.tsx';
import MailWindow from './mail-window.tsx';
import { UnknownMails } from './unknown-mails.tsx';
import { useMailList } from './use-mail-list.ts';
import { useOverrule } from './use-overrule.ts';
import { useSelection } from '../shell/use-selection.ts';
import '../administration/administration.css';

/** Every mail of every mailbox accounted for: what became of it and why; and a person's word against it. */
export default function LedgerPage({ params }: RouteComponentProps<{ mail?: string }>) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const filter = filterOf(useSearch());
  const suffix = addressOf(filter);
  const ledger = useApi('GET /api/ledger', {});
  const mails = useMailList(queryOf(filter));
  const selection = useSelection(mails.rows.map(({ item }) => item.id));
  const overrule = useOverrule();
  const mailboxes = ledger.data?.mailboxes ?? [];
  const here = `/ledger${params.mail ? `/${params.mail}` : ''}`;
  async function onDeed(picked: LedgerRow[], deed: Deed, request?: string): Promise<void> {
    const left = await overrule({ deed, mails: picked, ...(request !== undefined && { request }) });
    if (left.length === 0) selection.none();
  }
  const head = (
    <header className="ledger__head">
      <h1>{t('ledger.title')}</h1>
      {!params.mail && (
        <>
          {ledger.isError && !ledger.data && <Failure error={ledger.error} retry={() => void ledger.refetch()} />}
          {ledger.data && <Balances mailboxes={mailboxes} />}
          {ledger.data && ledger.data.unknown.length > 0 && <UnknownMails unknown={ledger.data.unknown} />}
        </>
      )}
      <LedgerFilterBar
        filter={filter}
        mailboxes={mailboxes}
        isShort={params.mail !== undefined}
        onChange={(change) => go(`${here}${addressOf({ ...filter, ...change })}`, { replace: true })}
      />
    </header>
  );
  return (
    <Workspace
      list={
        <MailPane
          label={t('ledger.title')}
          head={head}
          empty={
            <Empty
              title={t(suffix ? 'ledger.nothingFound' : 'ledger.nothing')}
              hint={t(suffix ? 'ledger.nothingFoundHint' : 'ledger.nothingHint')}
              icon={<IconMailOff size={28} stroke={1.4} aria-hidden />}
            />
          }
          mails={mails}
          selection={selection}
          mailboxes={mailboxes}
          open={params.mail}
          hrefOf={({ id }) => `/ledger/${id}${suffix}`}
          onDeed={(picked, deed, request) => void onDeed(picked, deed, request)}
        />
      }
      detail={
        params.mail ? (
          <MailWindow
            key={params.mail}
            id={params.mail}
            mailboxes={mailboxes}
            hasDeeds={selection.selected.length === 0}
            onClose={() => go(`/ledger${suffix}`)}
            onDeed={(mail, deed, request) => void onDeed([mail], deed, request)}
          />
        ) : null
      }
    />
  );
}
