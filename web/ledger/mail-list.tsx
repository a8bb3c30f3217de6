import type { LedgerRow } from '../../api/types.ts';
import { may, useMe } from '../session/session.ts';
import { RowList } from '../shell/row-list.tsx';
import { MailRow } from './mail-row.tsx';
import type { Selection } from '../shell/use-selection.ts';
import './mail-list.css';

interface MailListProps {
  label: string;
  rows: { item: LedgerRow; gone: boolean }[];
  open: string | undefined;
  hrefOf: (mail: LedgerRow) => string;
  placeOf: (mail: LedgerRow) => string;
  selection: Selection;
  onEnd: () => void;
}

/** The ledger's rows; x picks, Shift extends. */
export function MailList({ label, rows, open, hrefOf, placeOf, selection, onEnd }: MailListProps) {
  const works = may(useMe(), 'agent', 'lead');
  function extend(from: string | undefined, to: string): void {
    if (from !== undefined && !selection.has(from)) selection.toggle(from);
    selection.extendTo(to);
  }
  return (
    <RowList
      className="mail-list"
      label={label}
      ids={rows.map(({ item }) => item.id)}
      openIndex={rows.findIndex(({ item }) => item.id === open)}
      rowHeight={58}
      ahead={10}
      onEnd={onEnd}
      onPick={selection.toggle}
      onExtend={extend}
    >
      {(index, place) => {
        const { item, gone } = rows[index]!;
        return (
          <MailRow
            mail={item}
            place={placeOf(item)}
            href={hrefOf(item)}
            requestHref={item.request && works ? `/requests/${item.request.id}` : null}
            open={item.id === open}
            gone={gone}
            isPicked={selection.has(item.id)}
            onPick={(isExtending) => (isExtending ? selection.extendTo(item.id) : selection.toggle(item.id))}
            {...place}
          />
        );
      }}
    </RowList>
  );
}
