import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../api/types.ts';
import { ProcessDiagram } from '../designer/process-diagram.tsx';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';

/** The request on its own version's diagram: where it stands, where it came by; as a list of steps too, for whoever does not see drawings. */
export default function DiagramDialog({ request, onClose }: { request: RequestDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const diagram = useApi('GET /api/requests/:id/diagram', { params: { id: request.id } });
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1180px, 94vw)"
      title={t('request.diagramTitle', { number: request.number })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {diagram.isPending && <Waiting />}
      {diagram.isError && <Failure error={diagram.error} retry={() => void diagram.refetch()} />}
      {diagram.data && <ProcessDiagram {...diagram.data} />}
    </Modal>
  );
}
