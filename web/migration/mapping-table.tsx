import { Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { MigrationProposal } from '../../api/types.ts';
import { useWords } from './words.ts';

interface MappingTableProps {
  proposal: MigrationProposal;
  /** The mapping as it would be used. */
  elements: Record<string, string>;
  corrections: Record<string, string>;
  onChange: (corrections: Record<string, string>) => void;
}

/** Where each step's requests go. First of all the steps at which some stand. */
export function MappingTable({ proposal, elements, corrections, onChange }: MappingTableProps) {
  const t = useWords();
  const [isWhole, showWhole] = useState(false);
  const shown = proposal.elements.filter(({ requests, element }) => isWhole || requests > 0 || element in corrections);
  return (
    <section aria-labelledby="migration-mapping">
      <h2 id="migration-mapping">{t('mapping')}</h2>
      <p className="muted small">{t('mappingHint')}</p>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('element')}</th>
              <th scope="col">{t('here')}</th>
              <th scope="col">{t('target')}</th>
              <th scope="col" aria-hidden />
            </tr>
          </thead>
          <tbody>
            {shown.map(({ element, kind, name, requests, why, to }) => {
              const target = elements[element];
              const reason = target === undefined ? null : target === to ? why : 'hand';
              return (
                <tr key={element} data-open={(requests > 0 && target === undefined) || undefined}>
                  <th scope="row">{name ?? element}</th>
                  <td>{requests}</td>
                  <td>
                    <NativeSelect
                      aria-label={t('targetOf', { name: name ?? element })}
                      value={target ?? ''}
                      data={options(proposal, kind, t('nowhere'))}
                      onChange={(event) => onChange({ ...corrections, [element]: event.currentTarget.value })}
                    />
                  </td>
                  <td className="muted small">{t(`why.${reason ?? 'none'}`)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Checkbox mt="xs" label={t('all')} checked={isWhole} onChange={(event) => showWhole(event.currentTarget.checked)} />
    </section>
  );
}

/** Steps of the same kind first: there a task stays the same task. */
function options({ targets }: MigrationProposal, kind: string, nowhere: string) {
  const option = ({ element, name }: MigrationProposal['targets'][number]) => ({ value: element, label: name ?? element });
  const [same, others] = [targets.filter((one) => one.kind === kind), targets.filter((one) => one.kind !== kind && enters(one.kind))];
  return [{ value: '', label: nowhere }, ...same.map(option), ...others.map(option)];
}

const enters = (kind: string): boolean => kind !== 'boundary-event' && kind !== 'start-event';
