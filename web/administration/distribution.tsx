import { useTranslation } from 'react-i18next';
import { useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { PolicyForm } from './policy-form.tsx';
import { Teams } from './teams.tsx';

/** How work is distributed: the policy of the line, and the teams. */
export default function Distribution() {
  const { t } = useTranslation();
  const mayChange = may(useMe(), 'administrator');
  const found = useApi('GET /api/distribution', {});
  if (found.isPending) return <Waiting />;
  if (!found.data) return <Failure error={found.error} retry={() => void found.refetch()} />;
  return (
    <section aria-label={t('administration.sections.distribution')}>
      <PolicyForm stored={found.data.policy} readOnly={!mayChange} />
      <Teams teams={found.data.teams} readOnly={!mayChange} />
    </section>
  );
}
