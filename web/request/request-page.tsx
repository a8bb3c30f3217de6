import type { RouteComponentProps } from 'wouter';
import { Workspace } from '../shell/workspace.tsx';
import RequestWindow from './request-window.tsx';

/** A request by its own address, without a list beside it; back goes where one came from. */
export default function RequestPage({ params: { request } }: RouteComponentProps<{ request: string }>) {
  return <Workspace list={null} detail={<RequestWindow key={request} id={request} onClose={() => history.back()} />} />;
}
