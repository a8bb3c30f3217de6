import { IconArrowBarToUp } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { BoardRow } from '../../api/types.ts';
import { Deadline, Since } from '../inbox/deadline.tsx';
import { lackingText } from '../inbox/lacking-text.ts';
import { ClassBadge } from '../inbox/marks.tsx';
import { useVocabulary } from '../server/vocabulary.ts';
import type { BoardFilter } from './board-filter.ts';
import { reasonText } from './reason-text.ts';

interface GroupRowProps {
  row: BoardRow;
  filter: BoardFilter;
  href: string;
  open: boolean;
  reachable: boolean;
  gone: boolean;
  isPicked: boolean;
  onPick: (extend: boolean) => void;
  onFocus: () => void;
}

/** One request of the board: what, whose, since when, and why it stands here. */
export const GroupRow = memo(function GroupRow({ row, filter, href, open, reachable, gone, isPicked, onPick, onFocus }: GroupRowProps) {
  const { t } = useTranslation();
  const { title } = useVocabulary();
  const tabIndex = reachable ? 0 : -1;
  return (
    <div
      className="group-row"
      data-open={open || undefined}
      data-picked={isPicked || undefined}
      data-gone={gone || undefined}
      onFocus={onFocus}
    >
      <input
        type="checkbox"
        aria-label={t('board.pick', { subject: row.subject })}
        tabIndex={tabIndex}
        checked={isPicked}
        onChange={(event) => onPick((event.nativeEvent as MouseEvent).shiftKey)}
      />
      <Link className="group-row__open" data-row={row.key} href={href} tabIndex={tabIndex} aria-current={open ? 'true' : undefined}>
        <span className="result__title">
          <span className="truncate">{row.subject}</span>
          <Deadline at={row.deadline} />
        </span>
        <small className="muted group-row__line">
          <ClassBadge value={row.class} />
          {row.raised && (
            <span className="group-row__raised">
              <IconArrowBarToUp size={14} aria-hidden /> {t('board.raised')}
            </span>
          )}
          <span className="truncate">{row.customer}</span>
          {row.topic && <span>{title('topic', row.topic)}</span>}
          <span className="truncate">{row.step}</span>
          <span>{row.owner?.name ?? t('inbox.nobody')}</span>
          <Since at={row.waitingSince} />
        </small>
        {row.lacking && <small className="group-row__reason">{lackingText(t, title, row.lacking)}</small>}
        {row.reason && <small className="group-row__reason">{reasonText(t, filter, row)}</small>}
      </Link>
    </div>
  );
});
