import { Checkbox } from '@mantine/core';
import { memo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRow } from '../../api/types.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { highest, keyOf, levelByKey, type Levels } from './matrix-levels.ts';

interface MatrixRowProps {
  person: AccountRow;
  index: number;
  /** Its first cell is where Tab comes in. */
  isReachable: boolean;
  columns: { key: string }[];
  stored: Levels;
  edited: Levels;
  isPicked: boolean;
  readOnly: boolean;
  onPick: () => void;
  onLevel: (skill: string, level: number) => void;
  onMove: (event: KeyboardEvent, row: number, column: number) => void;
}

/** One person's levels; a click counts up, a digit sets. */
export const MatrixRow = memo(function MatrixRow({
  person,
  index,
  isReachable,
  columns,
  stored,
  edited,
  isPicked,
  readOnly,
  ...on
}: MatrixRowProps) {
  const { t } = useTranslation();
  const { title } = useVocabulary();
  return (
    <tr aria-rowindex={index + 2} data-picked={isPicked || undefined}>
      <th scope="row" className="matrix__name">
        <Checkbox size="xs" label={person.name} checked={isPicked} onChange={on.onPick} />
      </th>
      {columns.map(({ key }, column) => {
        const cell = keyOf(person.id, key);
        const before = stored.get(cell) ?? 0;
        const level = edited.get(cell) ?? before;
        return (
          <td key={key} className="matrix__cell">
            <button
              type="button"
              data-cell={`${index}-${column}`}
              data-level={level}
              data-changed={level !== before || undefined}
              tabIndex={isReachable && column === 0 ? 0 : -1}
              disabled={readOnly}
              aria-label={t('distribution.matrix.cell', { name: person.name, skill: title('skill', key), level })}
              onClick={() => on.onLevel(key, level >= highest(key) ? 0 : level + 1)}
              onKeyDown={(event) => {
                const next = levelByKey(event.key, key, level);
                if (next === null) return on.onMove(event, index, column);
                event.preventDefault();
                return on.onLevel(key, next);
              }}
            >
              {level === 0 ? '·' : level}
            </button>
          </td>
        );
      })}
    </tr>
  );
});
