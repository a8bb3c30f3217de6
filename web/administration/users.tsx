import { Badge, Button } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRow } from '../../api/types.ts';
import { useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { UserDialog } from './user-dialog.tsx';

export default function Users() {
  const { t } = useTranslation();
  const mayChange = may(useMe(), 'administrator');
  const { title } = useVocabulary();
  const accounts = useApi('GET /api/accounts', {});
  const [edited, setEdited] = useState<AccountRow | 'new' | null>(null);
  if (accounts.isPending) return <Waiting />;
  if (!accounts.data) return <Failure error={accounts.error} retry={() => void accounts.refetch()} />;
  return (
    <section aria-label={t('administration.sections.users')}>
      {mayChange && (
        <div className="section-actions">
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {t('administration.newUser')}
          </Button>
        </div>
      )}
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('administration.name')}</th>
              <th scope="col">{t('administration.roles')}</th>
              <th scope="col">{t('administration.skills')}</th>
              <th scope="col">{t('administration.topics')}</th>
              <th scope="col" className="table__number">
                {t('administration.capacity')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('common.edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.data.items.map((account) => (
              <tr key={account.id} data-off={!account.active || undefined}>
                <th scope="row">
                  {account.name} {!account.active && <Badge color="gray">{t('administration.off')}</Badge>}
                  <small className="muted table__sub">{account.email}</small>
                </th>
                <td>{account.roles.map((role) => t(`role.${role}`)).join(', ')}</td>
                <td>{account.skills.map(({ key, level }) => `${title('skill', key)} ${level}`).join(', ')}</td>
                <td>{account.topics.map((key) => title('topic', key)).join(', ')}</td>
                <td className="table__number">{account.capacity}</td>
                <td>
                  {mayChange && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      leftSection={<IconPencil size={14} aria-hidden />}
                      aria-label={`${t('common.edit')}: ${account.name}`}
                      onClick={() => setEdited(account)}
                    >
                      {t('common.edit')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {edited && <UserDialog account={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </section>
  );
}
