import type { TaskItem } from '../../api/types.ts';
import { useMe } from '../session/session.ts';
import { RowList } from '../shell/row-list.tsx';
import { TaskRow } from './task-row.tsx';

interface TaskListProps {
  label: string;
  rows: { item: TaskItem; gone: boolean }[];
  openRequest: string | undefined;
  hrefOf: (item: TaskItem) => string;
  onEnd: () => void;
}

export function TaskList({ label, rows, openRequest, hrefOf, onEnd }: TaskListProps) {
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
          />
        );
      }}
    </RowList>
  );
}
