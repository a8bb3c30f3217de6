import { Alert, Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { DryRun, DryRunItem } from '../../api/types.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { useWords } from './words.ts';

interface DryRunResultProps {
  pages: DryRun[];
  only: 'able' | 'unable' | undefined;
  onOnly: (only: 'able' | 'unable' | undefined) => void;
  more: (() => void) | null;
  /** Another answer is on its way. */
  isStale: boolean;
  /** Requests picked one by one; none: all that can. */
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  /** One was put right by hand. */
  onCorrected: () => void;
}

/** For every request what would happen, and why one cannot. */
export function DryRunResult({ pages, only, onOnly, more, isStale, picked, onPick, onCorrected }: DryRunResultProps) {
  const t = useWords();
  const [corrected, correct] = useState<DryRunItem | null>(null);
  const [first] = pages;
  if (!first) return null;
  const unable = first.requests - first.able;
  return (
    <div aria-busy={isStale}>
      <p role="status">
        <strong>{t('able', { able: first.able, requests: first.requests })}</strong>
      </p>
      {unable > 0 && (
        <Alert color="orange">
          <strong>{t('unable', { count: unable })}</strong>
          <ul className="migration__obstacles">
            {first.obstacles.map(({ element, code, name, requests }) => (
              <li key={`${element} ${code}`}>
                {requests} × {t(`obstacle.${code}`, { name })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <SegmentedControl
        my="sm"
        aria-label={t('onlyLabel')}
        value={only ?? 'all'}
        onChange={(value) => onOnly(value === 'all' ? undefined : value)}
        data={(['all', 'able', 'unable'] as const).map((value) => ({ value, label: t(`only.${value}`) }))}
      />
      <p className="muted small">{t('pickHint')}</p>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('request')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col" aria-hidden />
            </tr>
          </thead>
          <tbody>
            {pages
              .flatMap((page) => page.items)
              .map((item) => (
                <tr key={item.request}>
                  <th scope="row">
                    <Checkbox
                      label={item.number}
                      disabled={item.obstacles.length > 0}
                      checked={picked.has(item.request)}
                      onChange={() => onPick(toggled(picked, item.request))}
                    />
                  </th>
                  <td>
                    <What item={item} />
                  </td>
                  <td>
                    <Button size="compact-sm" variant="default" onClick={() => correct(item)}>
                      {t('batch.correct')}
                    </Button>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {corrected && (
        <CorrectDialog
          request={corrected.request}
          number={corrected.number}
          onClose={() => {
            correct(null);
            onCorrected();
          }}
        />
      )}
      {more && (
        <Button mt="sm" variant="default" size="xs" onClick={more}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function toggled(picked: ReadonlySet<string>, request: string): ReadonlySet<string> {
  return new Set(picked.has(request) ? [...picked].filter((one) => one !== request) : [...picked, request]);
}

function What({ item }: { item: DryRunItem }) {
  const t = useWords();
  if (item.obstacles.length > 0) return item.obstacles.map(({ code, name }) => t(`obstacle.${code}`, { name })).join(' · ');
  const moves = item.tokens.map(({ name, to, isEntered }) => t(isEntered ? 'enters' : 'stays', { name, to: to ?? t('nowhere') }));
  const added = item.armed.length > 0 ? [t('armed', { names: item.armed.join(', ') })] : [];
  const gone = item.ended.length > 0 ? [t('ended', { names: item.ended.join(', ') })] : [];
  return [...moves, ...added, ...gone].join(' · ');
}
