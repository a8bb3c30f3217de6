import { Suspense, type ReactNode } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import { Waiting } from './states.tsx';
import './workspace.css';

/** List and what is open from it, side by side; on phones one at a time. Without a detail the list has the whole width. */
export function Workspace({ list, detail }: { list: ReactNode; detail: ReactNode }) {
  return (
    <div className="workspace" data-open={detail ? true : undefined}>
      {list && <div className="workspace__list">{list}</div>}
      {detail && (
        <div className="workspace__detail">
          <ErrorBoundary>
            <Suspense fallback={<Waiting />}>{detail}</Suspense>
          </ErrorBoundary>
        </div>
      )}
    </div>
  );
}
