import { Button, Checkbox } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LedgerRow, LedgerSummary } from '../../api/types.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { DeedBar } from './deed-bar.tsx';
import type { Deed } from './deeds.ts';
import { folderName } from './folder-name.ts';
import { MailList } from './mail-list.tsx';
import type { MailListState } from './use-mail-list.ts';
import type { Selection } from '../shell/use-selection.ts';
import './ledger.css';

interface MailPaneProps {
  label: string;
  /** All of one verdict: it is not said in each row. */
  isWorkList?: boolean;
  head: ReactNode;
  empty: ReactNode;
  mails: MailListState;
  selection: Selection;
  mailboxes: LedgerSummary['mailboxes'];
  open: string | undefined;
  hrefOf: (mail: LedgerRow) => string;
  onDeed: (picked: LedgerRow[], deed: Deed, request?: string) => void;
}

/** A list of the ledger's mails with its head, and at its foot what may be done about the picked ones. */
export function MailPane({ label, isWorkList = false, head, empty, mails, selection, mailboxes, open, hrefOf, onDeed }: MailPaneProps) {
  const { t } = useTranslation();
  const { pages, rows, news } = mails;
  const picked = useMemo(
    () => rows.flatMap(({ item }) => (selection.selected.includes(item.id) ? [item] : [])),
    [rows, selection.selected],
  );
  const placeOf = ({ mailbox, folder }: LedgerRow): string => {
    const box = mailboxes.find((one) => one.mailbox === mailbox);
    return [box?.address ?? '', ...((box?.folders.length ?? 0) > 1 ? [folderName(folder, t)] : [])].join(' · ');
  };
  const isAll = rows.length > 0 && picked.length === rows.length;
  return (
    <section className="ledger pane" data-work-list={isWorkList || undefined} aria-label={label} {...mails.handlers}>
      {head}
      {rows.length > 0 && (
        <div className="ledger__pick">
          <Checkbox
            size="xs"
            label={t('ledgerMail.pickAll', { count: rows.length })}
            checked={isAll}
            indeterminate={picked.length > 0 && !isAll}
            onChange={() => (isAll ? selection.none() : selection.all())}
          />
          {pages.hasNextPage && isAll && (
            <Button size="compact-xs" variant="subtle" loading={pages.isFetchingNextPage} onClick={() => void mails.fetchAll()}>
              {t('ledgerMail.fetchAll')}
            </Button>
          )}
          {news.changed && (
            <Button size="compact-xs" radius="xl" leftSection={<IconArrowUp size={13} aria-hidden />} onClick={mails.apply}>
              {news.added > 0 ? t('ledgerMail.news', { count: news.added }) : t('inbox.moved')}
            </Button>
          )}
        </div>
      )}
      {pages.isPending && <Waiting />}
      {pages.isError && !pages.items && <Failure error={pages.error} retry={() => void pages.refetch()} />}
      {pages.items && rows.length === 0 && empty}
      {rows.length > 0 && (
        <MailList label={label} rows={rows} open={open} hrefOf={hrefOf} placeOf={placeOf} selection={selection} onEnd={mails.onEnd} />
      )}
      <DeedBar picked={picked} onNone={selection.none} onDeed={(deed, request) => onDeed(picked, deed, request)} />
    </section>
  );
}
