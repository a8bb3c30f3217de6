import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type SubmitEvent } from 'react';
import { newKey } from '../composer/new-key.ts';
import { useAct, useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { DryRunResult } from './dry-run-result.tsx';
import { MappingTable } from './mapping-table.tsx';
import { useDryRun } from './use-dry-run.ts';
import { useWords } from './words.ts';

interface MigrationPlanProps {
  process: string;
  from: number;
  to: number;
  onStarted: (batch: string) => void;
}

/** The mapping, what it would do, and the start. Every change of the mapping is tried out at once. */
export function MigrationPlan({ process, from, to, onStarted }: MigrationPlanProps) {
  const t = useWords();
  const proposal = useApi('GET /api/processes/:key/migration', { params: { key: process }, query: { from, to } });
  const [corrections, correct] = useState<Record<string, string>>({});
  const [only, show] = useState<'able' | 'unable' | undefined>();
  const [picked, pick] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [key] = useState(newKey);
  const elements = mapping(proposal.data?.elements ?? [], corrections);
  const [tried] = useDebouncedValue(JSON.stringify(elements), 200);
  const dryRun = useDryRun({ process, from, to, elements: tried, only, enabled: proposal.data !== undefined });
  const start = useAct('POST /api/processes/:key/migration', { onDone: ({ batch }) => onStarted(batch) });
  if (proposal.error) return <Failure error={proposal.error} retry={() => void proposal.refetch()} />;
  if (!proposal.data) return <Waiting />;
  const [first] = dryRun.pages;

  const chosen = picked.size > 0 ? { requests: [...picked] } : {};
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    start.mutate({ params: { key: process }, body: { from, to, elements, reason: reason.trim(), ...chosen }, key });
  }

  return (
    <>
      <MappingTable proposal={proposal.data} elements={elements} corrections={corrections} onChange={correct} />
      <section aria-labelledby="migration-dry-run">
        <h2 id="migration-dry-run">{t('dryRun')}</h2>
        {dryRun.error && <Failure error={dryRun.error} retry={dryRun.again} />}
        {first ? (
          <DryRunResult
            pages={dryRun.pages}
            only={only}
            onOnly={show}
            more={dryRun.more}
            isStale={dryRun.isFetching}
            picked={picked}
            onPick={pick}
            onCorrected={dryRun.again}
          />
        ) : (
          !dryRun.error && <Waiting />
        )}
      </section>
      {first && first.able > 0 && (
        <form className="migration__start" onSubmit={submit}>
          <TextInput
            label={t('reason')}
            description={t('reasonHint')}
            required
            withAsterisk={false}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" loading={start.isPending} disabled={!reason.trim() || dryRun.isFetching}>
            {t('start', { count: picked.size || first.able })}
          </Button>
        </form>
      )}
    </>
  );
}

/** The proposal with what was chosen by hand; '' takes an element's place away. */
function mapping(elements: { element: string; to: string | null }[], corrections: Record<string, string>): Record<string, string> {
  const proposed = Object.fromEntries(elements.flatMap(({ element, to }) => (to === null ? [] : [[element, to] as const])));
  return Object.fromEntries(Object.entries({ ...proposed, ...corrections }).filter(([, to]) => to !== ''));
}
