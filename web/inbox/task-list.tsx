import type { TaskItem } from '../../api/types.ts';
import { useMe } from '../session/session.ts';
import { RowList } from '../shell/row-list.tsx';
import type { Selection } from '../shell/use-selection.ts';
import { TaskRow } from './task-row.tsx';

interface TaskListProps {
  label: string;
  rows: { item: TaskItem; gone: boolean }[];
  openRequest: string | undefined;
  hrefOf: (item: TaskItem) => string;
  onEnd: () => void;
  /** Where several can be picked. */
  selection?: Selection | undefined;
}

export function TaskList({ label, rows, openRequest, hrefOf, onEnd, selection }: TaskListProps) {
  const me = useMe();
  return (
    <RowList
      className="task-list"
      label={label}
      ids={rows.map(({ item }) => item.key)}
      openIndex={rows.findIndex(({ item }) => item.request === openRequest)}
      rowHeight={64}
      ahead={5}
      onEnd={onEnd}
      {...(selection && {
        onPick: selection.toggle,
        onExtend: (from: string | undefined, to: string) => {
          if (from !== undefined && !selection.has(from)) selection.toggle(from);
          selection.extendTo(to);
        },
      })}
    >
      {(index, place) => {
        const { item, gone } = rows[index]!;
        return (
          <TaskRow
            item={item}
            gone={gone}
            href={hrefOf(item)}
            open={item.request === openRequest}
            mine={item.owner?.id === me.account.id}
            {...place}
            {...(selection && {
              isPicked: selection.has(item.key),
              onPick: (isExtending: boolean) => (isExtending ? selection.extendTo(item.key) : selection.toggle(item.key)),
            })}
          />
        );
      }}
    </RowList>
  );
}
