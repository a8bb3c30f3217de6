import { Badge, Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from '../../api/types.ts';
import { Since } from '../inbox/deadline.tsx';
import { useFormat } from '../i18n/format.ts';
import { presenceReason } from '../session/presence-reason.ts';
import { AgentMenu } from './agent-menu.tsx';
import { Opens } from './opens.tsx';

/** The people by name: there since when, with how much, and what they passed on. Who is away with nothing is shown on demand. */
export function AgentTable({ agents }: { agents: Board['agents'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isAll, showAll] = useState(false);
  const concerned = agents.filter((agent) => agent.presence !== 'offline' || agent.tasks > 0);
  const shown = isAll || concerned.length === 0 ? agents : concerned;
  return (
    <section className="board__section">
      <h2>{t('board.agents')}</h2>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('board.name')}</th>
              <th scope="col">{t('board.presence')}</th>
              <th scope="col">{t('board.load')}</th>
              <th scope="col" className="table__number">
                {t('board.tasks')}
              </th>
              <th scope="col">{t('board.oldest')}</th>
              <th scope="col" className="table__number">
                {t('board.declined')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('actions.label')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((agent) => (
              <tr key={agent.id}>
                <th scope="row">{agent.name}</th>
                <td>
                  <span className="presence-dot" data-presence={agent.presence} aria-hidden /> {t(`presence.${agent.presence}`)}
                  {agent.presenceSince && (
                    <small className="muted">
                      {' '}
                      <Since at={agent.presenceSince} />
                    </small>
                  )}
                  {agent.presenceReason && <small className="muted"> · {presenceReason(t, agent.presenceReason)}</small>}
                  {agent.presence === 'offline' && agent.tasks > 0 && (
                    <Badge ml={6} color="orange" variant="light">
                      {t('board.awayWithTasks')}
                    </Badge>
                  )}
                </td>
                <td className="agent-load">
                  <Progress value={agent.capacity > 0 ? (100 * agent.load) / agent.capacity : 0} aria-label={t('board.load')} />
                  <small className="muted">
                    {format.number(agent.load)} / {format.number(agent.capacity)}
                  </small>
                </td>
                <td className="table__number">
                  <Opens count={agent.tasks} filter={{ agent: agent.id, state: 'assigned' }} />
                </td>
                <td>{agent.oldestSince && <Since at={agent.oldestSince} />}</td>
                <td className="table__number">
                  <Opens count={agent.declined} filter={{ agent: agent.id, state: 'declined' }} />
                </td>
                <td className="agent-menu">
                  <AgentMenu agent={agent} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < agents.length && (
        <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => showAll(true)}>
          {t('board.showAll', { count: agents.length - shown.length })}
        </Button>
      )}
    </section>
  );
}
