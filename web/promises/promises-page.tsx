import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { PromiseCounts } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useApi } from '../server/queries.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { PromiseList } from './promise-list.tsx';
import { csvOf, keptRate, states, sumOf, type State } from './promise-rates.ts';
import './promises.css';

/** What customers were promised and what became of it. Every number opens exactly the promises it counts. */
export default function PromisesPage() {
  const { t } = useTranslation();
  const { title } = useVocabulary();
  const query = new URLSearchParams(useSearch());
  const [today] = useState(() => new Date());
  const [from, setFrom] = useState(() => dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 29)));
  const [until, setUntil] = useState(() => dayOf(today));
  const period = useMemo(() => periodOf(from, until), [from, until]);
  const report = useApi('GET /api/promises/report', { query: period }, { keep: true });
  const rows = report.data?.items ?? [];
  const chosen = { kind: query.get('kind'), channel: query.get('channel'), state: query.get('state') };
  const isChosen = chosen.kind !== null || chosen.channel !== null || chosen.state !== null;

  function save(): void {
    const head = [
      t('promises.kind'),
      t('promises.channel'),
      ...states.map((state) => t(`request.promiseState.${state}`)),
      t('promises.rate'),
    ];
    const lines = rows.map((row) => [
      title('kind', row.kind),
      t(`promises.channels.${row.channel}`),
      ...states.map((state) => row[state]),
      percent(keptRate(row)) ?? '',
    ]);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csvOf([head, ...lines])], { type: 'text/csv' }));
    link.download = `${t('promises.file')}-${from}-${until}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return (
    <div className="promises page">
      <h1 className="page__title">{t('promises.title')}</h1>
      <p className="muted small">{t('promises.hint')}</p>
      <div className="promises__period">
        <TextInput
          type="date"
          label={t('promises.from')}
          value={from}
          max={until}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('promises.until')}
          value={until}
          min={from}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} disabled={rows.length === 0} onClick={save}>
          {t('promises.export')}
        </Button>
      </div>
      {isChosen && <PromiseList period={period} chosen={chosen} />}
      {report.isPending ? (
        <Waiting />
      ) : report.isError ? (
        <Failure error={report.error} retry={() => void report.refetch()} />
      ) : rows.length === 0 ? (
        <p className="muted">{t('promises.empty')}</p>
      ) : (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('promises.kind')}</th>
                <th scope="col">{t('promises.channel')}</th>
                {states.map((state) => (
                  <th key={state} scope="col" className="table__number">
                    {t(`request.promiseState.${state}`)}
                  </th>
                ))}
                <th scope="col" className="table__number">
                  {t('promises.rate')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.kind} ${row.channel}`}>
                  <th scope="row">{title('kind', row.kind)}</th>
                  <td>{t(`promises.channels.${row.channel}`)}</td>
                  <Numbers counts={row} filter={{ kind: row.kind, channel: row.channel }} />
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  {t('promises.all')}
                </th>
                <Numbers counts={sumOf(rows)} filter={{}} />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </div>
  );
}

function Numbers({ counts, filter }: { counts: Record<State, number>; filter: Partial<Pick<PromiseCounts, 'kind' | 'channel'>> }) {
  const format = useFormat();
  return (
    <>
      {states.map((state) => (
        <td key={state} className="table__number" data-bad={(state === 'broken' && counts.broken > 0) || undefined}>
          {counts[state] > 0 ? (
            <Link href={`/promises?${new URLSearchParams({ ...filter, state }).toString()}`}>{format.number(counts[state])}</Link>
          ) : (
            <span className="muted">0</span>
          )}
        </td>
      ))}
      <td className="table__number">{percent(keptRate(counts)) ?? '–'}</td>
    </>
  );
}

const percent = (rate: number | null): string | null => (rate === null ? null : `${Math.round(rate * 1000) / 10} %`);

/** `YYYY-MM-DD` of local time, as an input of type date wants it. */
const dayOf = (at: Date): string => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** Whole local days, the last one included. */
function periodOf(from: string, until: string): { from: string; until: string } {
  const [start, end] = [new Date(`${from}T00:00:00`), new Date(`${until}T00:00:00`)];
  end.setDate(end.getDate() + 1);
  return { from: start.toISOString(), until: end.toISOString() };
}
