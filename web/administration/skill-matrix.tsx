import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRow, Effect } from '../../api/types.ts';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';
import { SaveWithEffect } from './effect.tsx';
import { MatrixRow } from './matrix-row.tsx';
import { changesOf, keyOf, levelsOf, type Levels } from './matrix-levels.ts';

/** Who can do what how well: digits set a level, arrows move, and picked people get a level at once. Nothing is saved before its effect can be seen. */
export default function SkillMatrix() {
  const { t } = useTranslation();
  const mayChange = may(useMe(), 'administrator');
  const { skills, title } = useVocabulary();
  const accounts = useApi('GET /api/accounts', {});
  const [filter, setFilter] = useState('');
  const [only, setOnly] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [edited, setEdited] = useState<Levels>(new Map());
  const [effect, setEffect] = useState<Effect | null>(null);
  const [bulkSkill, setBulkSkill] = useState('');
  const stored = useMemo(() => levelsOf(accounts.data?.items ?? []), [accounts.data]);
  const people = useMemo(() => shownOf(accounts.data?.items ?? [], filter), [accounts.data, filter]);
  const columns = useMemo(() => skills.filter(({ key }) => only === '' || key === only), [skills, only]);
  const changes = useMemo(() => changesOf(stored, edited), [stored, edited]);
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- It is about the React compiler, which this app does not use.
  const virtual = useVirtualizer({ count: people.length, getScrollElement: () => scroller.current, estimateSize: () => 34, overscan: 12 });
  const reset = (): void => {
    setEdited(new Map());
    setEffect(null);
  };
  const look = useAct('PUT /api/distribution/skills', { onDone: (reply) => setEffect(reply.effect) });
  const save = useAct('PUT /api/distribution/skills', {
    onDone: () => {
      tell(t('common.saved'));
      reset();
      refresh((name) => name === 'GET /api/accounts');
    },
  });
  if (accounts.isPending) return <Waiting />;
  if (!accounts.data) return <Failure error={accounts.error} retry={() => void accounts.refetch()} />;

  function set(ids: Iterable<string>, skill: string, level: number): void {
    const next = new Map(edited);
    for (const id of ids) next.set(keyOf(id, skill), level);
    setEdited(next);
    setEffect(null);
  }
  function move(event: KeyboardEvent, row: number, column: number): void {
    const steps: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const [down, right] = [
      Math.max(0, Math.min(people.length - 1, row + step[0])),
      Math.max(0, Math.min(columns.length - 1, column + step[1])),
    ];
    const find = (): HTMLElement | null | undefined => scroller.current?.querySelector<HTMLElement>(`[data-cell="${down}-${right}"]`);
    const shown = find();
    if (shown) {
      shown.focus();
      return;
    }
    virtual.scrollToIndex(down, { align: 'auto' });
    requestAnimationFrame(() => find()?.focus());
  }
  const rows = virtual.getVirtualItems();
  const [before, after] = [rows[0]?.start ?? 0, virtual.getTotalSize() - (rows.at(-1)?.end ?? 0)];
  return (
    <section aria-label={t('administration.sections.matrix')}>
      <p className="muted">{t('distribution.matrix.hint')}</p>
      <div className="matrix-tools">
        <TextInput
          size="xs"
          aria-label={t('distribution.matrix.filter')}
          placeholder={t('distribution.matrix.filter')}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          aria-label={t('administration.skills')}
          value={only}
          data={[
            { value: '', label: t('distribution.matrix.allSkills') },
            ...skills.map(({ key }) => ({ value: key, label: title('skill', key) })),
          ]}
          onChange={(event) => setOnly(event.currentTarget.value)}
        />
        {mayChange && picked.size > 0 && (
          <span className="matrix-bulk">
            {t('distribution.matrix.picked', { count: picked.size })}
            <NativeSelect
              size="xs"
              aria-label={t('distribution.matrix.bulkSkill')}
              value={bulkSkill}
              data={[
                { value: '', label: t('distribution.matrix.bulkSkill') },
                ...skills.map(({ key }) => ({ value: key, label: title('skill', key) })),
              ]}
              onChange={(event) => setBulkSkill(event.currentTarget.value)}
            />
            {[0, 1, 2, 3].map((level) => (
              <Button
                key={level}
                size="compact-xs"
                variant="default"
                disabled={!bulkSkill}
                aria-label={t('distribution.matrix.setLevel', { level })}
                onClick={() => set(picked, bulkSkill, level)}
              >
                {level === 0 ? '–' : level}
              </Button>
            ))}
          </span>
        )}
      </div>
      <div className="table-frame matrix" ref={scroller}>
        <table className="table" aria-rowcount={people.length + 1}>
          <thead>
            <tr>
              <th scope="col" className="matrix__name">
                <Checkbox
                  size="xs"
                  label={t('administration.name')}
                  checked={people.length > 0 && people.every(({ id }) => picked.has(id))}
                  onChange={(event) => setPicked(event.currentTarget.checked ? new Set(people.map(({ id }) => id)) : new Set())}
                />
              </th>
              {columns.map(({ key }) => (
                <th key={key} scope="col" className="matrix__skill" title={title('skill', key)}>
                  <span>{title('skill', key)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr aria-hidden style={{ height: before }} />}
            {rows.map(({ index }) => {
              const person = people[index]!;
              return (
                <MatrixRow
                  key={person.id}
                  person={person}
                  index={index}
                  isReachable={index === rows[0]?.index}
                  columns={columns}
                  stored={stored}
                  edited={edited}
                  isPicked={picked.has(person.id)}
                  readOnly={!mayChange}
                  onPick={() =>
                    setPicked((now) => new Set(now.has(person.id) ? [...now].filter((id) => id !== person.id) : [...now, person.id]))
                  }
                  onLevel={(skill, level) => set([person.id], skill, level)}
                  onMove={move}
                />
              );
            })}
            {after > 0 && <tr aria-hidden style={{ height: after }} />}
          </tbody>
        </table>
      </div>
      <SaveWithEffect
        effect={effect}
        isChanged={changes.length > 0}
        isBusy={look.isPending || save.isPending}
        onPreview={() => look.mutate({ body: { changes, preview: true } })}
        onSave={() => save.mutate({ body: { changes, preview: false } })}
        onReset={reset}
      />
    </section>
  );
}

function shownOf(accounts: AccountRow[], filter: string): AccountRow[] {
  const wanted = filter.trim().toLocaleLowerCase();
  return accounts.filter(
    ({ active, roles, name, email }) =>
      active && roles.some((role) => role === 'agent' || role === 'lead') && `${name} ${email}`.toLocaleLowerCase().includes(wanted),
  );
}
