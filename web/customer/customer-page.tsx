import type { RouteComponentProps } from 'wouter';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { usePageTitle } from '../shell/tab-title.ts';
import { CustomerSheet } from './customer-panel.tsx';

/** One customer on a page of their own. */
export default function CustomerPage({ params }: RouteComponentProps<{ customer: string }>) {
  const detail = useApi('GET /api/customers/:id', { params: { id: params.customer } });
  usePageTitle(detail.data?.name);
  if (detail.isPending) return <Waiting />;
  if (!detail.data) return <Failure error={detail.error} retry={() => void detail.refetch()} />;
  return (
    <div className="page">
      <div className="customer-page">
        <CustomerSheet customer={detail.data} />
      </div>
    </div>
  );
}
