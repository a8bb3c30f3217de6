import { Alert, Button, SegmentedControl } from '@mantine/core';
import type { DryRun, DryRunItem } from '../../api/types.ts';
import { useWords } from './words.ts';

interface DryRunResultProps {
  pages: DryRun[];
  only: 'able' | 'unable' | undefined;
  onOnly: (only: 'able' | 'unable' | undefined) => void;
  more: (() => void) | null;
  /** Another answer is on its way. */
  isStale: boolean;
}

/** For every request what would happen, and why one cannot. */
export function DryRunResult({ pages, only, onOnly, more, isStale }: DryRunResultProps) {
  const t = useWords();
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
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('request')}</th>
              <th scope="col">{t('what')}</th>
            </tr>
          </thead>
          <tbody>
            {pages
              .flatMap((page) => page.items)
              .map((item) => (
                <tr key={item.request}>
                  <th scope="row">{item.number}</th>
                  <td>
                    <What item={item} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {more && (
        <Button mt="sm" variant="default" size="xs" onClick={more}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function What({ item }: { item: DryRunItem }) {
  const t = useWords();
  if (item.obstacles.length > 0) return item.obstacles.map(({ code, name }) => t(`obstacle.${code}`, { name })).join(' · ');
  const moves = item.tokens.map(({ name, to, isEntered }) => t(isEntered ? 'enters' : 'stays', { name, to: to ?? t('nowhere') }));
  const added = item.armed.length > 0 ? [t('armed', { names: item.armed.join(', ') })] : [];
  const gone = item.ended.length > 0 ? [t('ended', { names: item.ended.join(', ') })] : [];
  return [...moves, ...added, ...gone].join(' · ');
}
