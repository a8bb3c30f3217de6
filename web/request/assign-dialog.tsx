import { ReassignDialog } from '../board/reassign-dialog.tsx';
import { refreshRequest } from '../server/queries.ts';
import { useRequest } from './request-context.ts';

/** A lead gives the task to someone, or back to the line. */
export default function AssignDialog({ onClose }: { onClose: () => void }) {
  const { request, task } = useRequest();
  if (!task) return null;
  return (
    <ReassignDialog
      work={{ tasks: [task.id] }}
      count={1}
      onClose={() => {
        refreshRequest(request.id);
        onClose();
      }}
    />
  );
}
