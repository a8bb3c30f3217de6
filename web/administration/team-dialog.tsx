import { Button, Modal, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarEffect, Effect, Team } from '../../api/types.ts';
import { newKey } from '../composer/new-key.ts';
import { refresh, useAct } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { DeadlineEffect } from '../service-levels/deadline-effect.tsx';
import { useCalendarNames } from '../service-levels/use-calendar-names.ts';
import { tell } from '../shell/toasts.tsx';
import { SaveWithEffect } from './effect.tsx';

/** Makes, changes or dissolves a team. */
export function TeamDialog({ team, teams, onClose }: { team: Team | null; teams: Team[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { topics, agents, title } = useVocabulary();
  const [form, setForm] = useState<Omit<Team, 'id'>>({
    name: team?.name ?? '',
    lead: team?.lead ?? null,
    topics: team?.topics ?? [],
    members: team?.members ?? [],
    overflowTo: team?.overflowTo ?? null,
    overflowMinutes: team?.overflowMinutes ?? null,
    calendar: team?.calendar ?? null,
  });
  const [effect, setEffect] = useState<Effect | null>(null);
  const [deadlines, setDeadlines] = useState<CalendarEffect | null>(null);
  const [deed] = useState(newKey);
  const { calendars } = useCalendarNames();
  const change = (part: Partial<typeof form>): void => {
    setForm({ ...form, ...part });
    setEffect(null);
    setDeadlines(null);
  };
  const onLooked = {
    onDone: (reply: { effect: Effect; recount: { effect: CalendarEffect } }) => {
      setEffect(reply.effect);
      setDeadlines(reply.recount.effect);
    },
  };
  const onSaved = {
    onDone: () => {
      tell(t('common.saved'));
      refresh((name) => name === 'GET /api/distribution');
      onClose();
    },
  };
  const [lookNew, makeNew] = [useAct('POST /api/distribution/teams', onLooked), useAct('POST /api/distribution/teams', onSaved)];
  const [look, save] = [useAct('PUT /api/distribution/teams/:id', onLooked), useAct('PUT /api/distribution/teams/:id', onSaved)];
  const dissolve = useAct('DELETE /api/distribution/teams/:id', onSaved);
  const body = { ...form, overflowMinutes: form.overflowTo ? (form.overflowMinutes ?? 30) : null };
  const send = (preview: boolean): void => {
    const key = preview ? newKey() : deed;
    if (team) (preview ? look : save).mutate({ params: { id: team.id }, body: { ...body, preview }, key });
    else (preview ? lookNew : makeNew).mutate({ body: { ...body, preview }, key });
  };
  const people = agents.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={team ? team.name : t('distribution.teams.new')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="dialog-form">
        <TextInput
          label={t('distribution.teams.name')}
          required
          data-autofocus
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label={t('distribution.teams.lead')}
          clearable
          searchable
          data={people}
          value={form.lead}
          onChange={(lead) => change({ lead })}
        />
        <MultiSelect
          label={t('distribution.teams.topics')}
          description={t('distribution.teams.topicsHint')}
          searchable
          data={topics.map(({ key }) => ({ value: key, label: title('topic', key) }))}
          value={form.topics}
          onChange={(chosen) => change({ topics: chosen })}
        />
        <MultiSelect
          label={t('distribution.teams.members')}
          searchable
          data={people}
          value={form.members}
          onChange={(members) => change({ members })}
        />
        <div className="dialog-form__pair">
          <Select
            label={t('distribution.teams.overflow')}
            description={t('distribution.teams.overflowHint')}
            clearable
            data={teams.filter(({ id }) => id !== team?.id).map(({ id, name }) => ({ value: id, label: name }))}
            value={form.overflowTo}
            onChange={(overflowTo) => change({ overflowTo })}
          />
          <NumberInput
            label={t('distribution.teams.overflowMinutes')}
            description={t('distribution.teams.overflowMinutesHint')}
            min={1}
            max={100_000}
            disabled={!form.overflowTo}
            suffix={` ${t('distribution.minutes')}`}
            value={form.overflowMinutes ?? 30}
            onChange={(value) => change({ overflowMinutes: value === '' ? null : Number(value) })}
          />
        </div>
        {team && (
          <Button
            variant="subtle"
            color="red"
            loading={dissolve.isPending}
            onClick={() => dissolve.mutate({ params: { id: team.id }, key: deed })}
          >
            {t('distribution.teams.dissolve')}
          </Button>
        )}
        <Select
          label={t('serviceLevels.topics.ofTeam')}
          description={t('serviceLevels.topics.ofTeamHint')}
          clearable
          data={calendars}
          value={form.calendar}
          onChange={(calendar) => change({ calendar })}
        />
        {deadlines && deadlines.requests > 0 && (
          <DeadlineEffect effect={deadlines} title={t('serviceLevels.topics.effect', { count: deadlines.requests })} />
        )}
        <SaveWithEffect
          effect={effect}
          isChanged={form.name.trim() !== ''}
          isBusy={save.isPending || makeNew.isPending || look.isPending || lookNew.isPending}
          onPreview={() => send(true)}
          onSave={() => send(false)}
          onReset={onClose}
        />
      </div>
    </Modal>
  );
}
