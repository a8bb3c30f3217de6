import { Button } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Team } from '../../api/types.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { Empty } from '../shell/states.tsx';
import { TeamDialog } from './team-dialog.tsx';

/** Who works together on which topics, and who helps out. */
export function Teams({ teams, readOnly }: { teams: Team[]; readOnly: boolean }) {
  const { t } = useTranslation();
  const { title, agents } = useVocabulary();
  const [edited, setEdited] = useState<Team | 'new' | null>(null);
  const nameOf = (id: string | null): string => agents.find((agent) => agent.id === id)?.name ?? '';
  return (
    <section aria-label={t('distribution.teams.title')}>
      <div className="section-actions section-actions--headed">
        <h2>{t('distribution.teams.title')}</h2>
        {!readOnly && (
          <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {t('distribution.teams.new')}
          </Button>
        )}
      </div>
      {teams.length === 0 && <Empty title={t('distribution.teams.none')} hint={t('distribution.teams.noneHint')} />}
      {teams.length > 0 && (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                {(['name', 'lead', 'topics', 'members', 'overflow'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`distribution.teams.${column}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{t('common.edit')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {teams.map((team) => (
                <tr key={team.id}>
                  <th scope="row">{team.name}</th>
                  <td>{nameOf(team.lead)}</td>
                  <td>{team.topics.map((key) => title('topic', key)).join(', ')}</td>
                  <td>{team.members.map(nameOf).join(', ')}</td>
                  <td>
                    {team.overflowTo &&
                      t('distribution.teams.overflowSaid', {
                        team: teams.find(({ id }) => id === team.overflowTo)?.name ?? '',
                        minutes: team.overflowMinutes ?? 0,
                      })}
                  </td>
                  <td>
                    {!readOnly && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        leftSection={<IconPencil size={14} aria-hidden />}
                        aria-label={`${t('common.edit')}: ${team.name}`}
                        onClick={() => setEdited(team)}
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
      )}
      {edited && <TeamDialog team={edited === 'new' ? null : edited} teams={teams} onClose={() => setEdited(null)} />}
    </section>
  );
}
