import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Effect, Limit } from '../../api/types.ts';
import { refresh, useAct, useApi } from '../server/queries.ts';
import { may, useMe } from '../session/session.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';
import { SaveWithEffect } from './effect.tsx';

const kinds = ['discount', 'credit', 'replacement'] as const;
const levels = [1, 2, 3, 4, 5];
const columns = ['perCase', 'perDay', 'percent'] as const;

/** What each level may grant alone: an empty field is no bound, a level that is off grants nothing. */
export default function Limits() {
  const { t } = useTranslation();
  const mayChange = may(useMe(), 'administrator');
  const stored = useApi('GET /api/competence-limits', {});
  const [edited, setEdited] = useState<Limit[] | null>(null);
  const [effect, setEffect] = useState<Effect | null>(null);
  const look = useAct('PUT /api/competence-limits', { onDone: (reply) => setEffect(reply.effect) });
  const save = useAct('PUT /api/competence-limits', {
    onDone: () => {
      tell(t('common.saved'));
      setEdited(null);
      setEffect(null);
      refresh((name) => name === 'GET /api/competence-limits');
    },
  });
  if (stored.isPending) return <Waiting />;
  if (!stored.data) return <Failure error={stored.error} retry={() => void stored.refetch()} />;
  const limits = edited ?? stored.data.items;
  function set(level: number, kind: Limit['kind'], column: (typeof columns)[number], value: number | null): void {
    const before = limits.find((one) => one.level === level && one.kind === kind) ?? {
      level,
      kind,
      perCase: 0,
      perDay: null,
      percent: null,
    };
    setEdited([...limits.filter((one) => one !== before), { ...before, [column]: value }]);
    setEffect(null);
  }
  return (
    <section aria-label={t('administration.sections.limits')}>
      <p className="muted">{t('distribution.limits.hint')}</p>
      <div className="table-frame">
        <table className="table limits">
          <thead>
            <tr>
              <th scope="col">{t('distribution.limits.level')}</th>
              <th scope="col">{t('distribution.limits.kind')}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`distribution.limits.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {levels.flatMap((level) =>
              kinds.map((kind, index) => {
                const limit = limits.find((one) => one.level === level && one.kind === kind);
                return (
                  <tr key={`${level}${kind}`}>
                    {index === 0 && (
                      <th scope="rowgroup" rowSpan={kinds.length}>
                        {t('distribution.limits.levelOf', { level })}
                      </th>
                    )}
                    <th scope="row">{t(`distribution.limits.kinds.${kind}`)}</th>
                    {columns.map((column) => (
                      <td key={column}>
                        <NumberInput
                          size="xs"
                          w={120}
                          hideControls
                          min={0}
                          readOnly={!mayChange}
                          placeholder={limit ? t('distribution.limits.unbounded') : t('distribution.limits.nothing')}
                          aria-label={`${t('distribution.limits.levelOf', { level })}, ${t(`distribution.limits.kinds.${kind}`)}, ${t(`distribution.limits.${column}`)}`}
                          suffix={column === 'percent' ? ' %' : ' €'}
                          decimalScale={2}
                          {...(column === 'percent' && { max: 100 })}
                          value={limit?.[column] ?? ''}
                          onChange={(value) => set(level, kind, column, value === '' ? null : Number(value))}
                        />
                      </td>
                    ))}
                  </tr>
                );
              }),
            )}
          </tbody>
        </table>
      </div>
      <SaveWithEffect
        effect={effect}
        isChanged={edited !== null}
        isBusy={look.isPending || save.isPending}
        onPreview={() => look.mutate({ body: { items: limits, preview: true } })}
        onSave={() => save.mutate({ body: { items: limits, preview: false } })}
        onReset={() => {
          setEdited(null);
          setEffect(null);
        }}
      />
    </section>
  );
}
