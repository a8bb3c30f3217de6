import { useMediaQuery } from '@mantine/hooks';
import { IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import type { LedgerRow } from '../../api/types.ts';
import { useApi } from '../server/queries.ts';
import { Empty } from '../shell/states.tsx';
import { Workspace } from '../shell/workspace.tsx';
import type { Deed } from './deeds.ts';
import { MailPane } from './mail-pane.tsx';
import MailWindow from './mail-window.tsx';
import { nextOf, useMailList } from './use-mail-list.ts';
import { useOverrule } from './use-overrule.ts';
import { useSelection } from '../shell/use-selection.ts';

/** Held mails as a work list: one key decides the open one, and the next comes up by itself. */
export default function QuarantinePage({ params }: RouteComponentProps<{ mail?: string }>) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const isWide = useMediaQuery('(min-width: 761px)') ?? true;
  const ledger = useApi('GET /api/ledger', {});
  const mails = useMailList({ verdict: 'quarantined' });
  const selection = useSelection(mails.rows.map(({ item }) => item.id));
  const overrule = useOverrule();
  const mailboxes = ledger.data?.mailboxes ?? [];
  const first = mails.rows.find(({ gone }) => !gone)?.item.id;
  const show = (id: string | null): void => go(id === null ? '/quarantine' : `/quarantine/${id}`, { replace: true });
  const openIfNone = useEffectEvent((id: string) => void (params.mail ?? show(id)));
  useEffect(() => {
    if (isWide && first !== undefined) openIfNone(first);
  }, [first, isWide]);

  async function onDeed(decided: LedgerRow[], deed: Deed, request?: string): Promise<void> {
    const ids = decided.map(({ id }) => id);
    mails.leave(ids);
    selection.none();
    if (params.mail && ids.includes(params.mail)) {
      show(
        nextOf(
          mails.rows.map((row) => ({ ...row, gone: row.gone || ids.includes(row.item.id) })),
          params.mail,
        ),
      );
    }
    await overrule({ deed, mails: decided, ...(request !== undefined && { request }) });
    await mails.lookAgain(ids);
  }
  return (
    <Workspace
      list={
        <MailPane
          label={t('quarantine.title')}
          isWorkList
          head={
            <header className="ledger__head">
              <h1>{t('quarantine.title')}</h1>
              <p className="muted small">{t('quarantine.hint')}</p>
            </header>
          }
          empty={
            <Empty
              title={t('quarantine.nothing')}
              hint={t('quarantine.nothingHint')}
              icon={<IconShieldCheck size={28} stroke={1.4} aria-hidden />}
            />
          }
          mails={mails}
          selection={selection}
          mailboxes={mailboxes}
          open={params.mail}
          hrefOf={({ id }) => `/quarantine/${id}`}
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
            onClose={() => go('/quarantine')}
            onDeed={(mail, deed, request) => void onDeed([mail], deed, request)}
          />
        ) : null
      }
    />
  );
}
