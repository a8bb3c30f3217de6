import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { TaskItem } from '../../api/types.ts';
import { Initials } from '../shell/initials.tsx';
import { Deadline, Since } from './deadline.tsx';
import { Channel, ClassBadge, Marks } from './marks.tsx';

export interface TaskRowProps {
  item: TaskItem;
  href: string;
  /** Its request is the one shown beside. */
  open: boolean;
  /** The one row that Tab reaches; j and k move it. */
  reachable: boolean;
  /** No longer in this view; stays until the list may move. */
  gone: boolean;
  mine: boolean;
  onFocus: () => void;
  /** Where several can be picked; `extend`: up to this one. */
  isPicked?: boolean;
  onPick?: (extend: boolean) => void;
}

/** One line of the list where there is room, three short ones beside an open request. The grid areas are named in inbox.css. */
export const TaskRow = memo(function TaskRow({ isPicked = false, onPick, ...row }: TaskRowProps) {
  const { t } = useTranslation();
  if (!onPick) return <TaskLink {...row} />;
  return (
    <div className="task-pick" data-picked={isPicked || undefined}>
      <input
        type="checkbox"
        aria-label={t('inbox.pick', { subject: row.item.subject })}
        tabIndex={row.reachable ? 0 : -1}
        checked={isPicked}
        onChange={(event) => onPick((event.nativeEvent as MouseEvent).shiftKey)}
      />
      <TaskLink {...row} />
    </div>
  );
});

function TaskLink({ item, href, open, reachable, gone, mine, onFocus }: Omit<TaskRowProps, 'isPicked' | 'onPick'>) {
  const { t } = useTranslation();
  return (
    <Link
      href={href}
      className="task-row"
      data-row={item.key}
      data-unread={item.unread || undefined}
      data-gone={gone || undefined}
      aria-current={open ? 'true' : undefined}
      tabIndex={reachable ? 0 : -1}
      onFocus={onFocus}
    >
      <span className="task-row__deadline">
        <Deadline at={item.deadline} atRiskAt={item.atRiskAt} />
      </span>
      <span className="task-row__subject">
        {item.unread && <span className="unread-dot" role="img" aria-label={t('inbox.mark.unread')} />}
        <span className="truncate">{item.subject}</span>
      </span>
      <span className="task-row__customer">
        <ClassBadge value={item.class} />
        <span className="truncate">{item.customer.name || t('common.unknownCustomer')}</span>
      </span>
      <span className="task-row__step truncate">{gone ? t('inbox.mark.gone') : item.step}</span>
      <span className="task-row__marks">
        <Marks item={item} />
      </span>
      <span className="task-row__since">
        <Since at={item.waitingSince} />
      </span>
      <span className="task-row__owner" data-mine={mine || undefined}>
        {item.owner ? (
          <>
            <Initials name={item.owner.name} />
            <span className="truncate">{mine ? t('inbox.me') : item.owner.name}</span>
          </>
        ) : (
          <span className="task-row__free">{t('inbox.nobody')}</span>
        )}
      </span>
      <span className="task-row__channel">
        <Channel channel={item.channel} />
        {item.language && <span className="task-row__language">{item.language}</span>}
      </span>
    </Link>
  );
}
