import { Button, Radio } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarEffect } from '../../api/types.ts';
import { useAct } from '../server/queries.ts';
import { DeadlineEffect } from '../service-levels/deadline-effect.tsx';

interface LevelEffectProps {
  /** Key of the service-level table. */
  table: string;
  forOpen: boolean;
  choose: (forOpen: boolean) => void;
}

/** Whether a service-level table counts for new requests only, or for what is open too, and what that would do. */
export function LevelEffect({ table, forOpen, choose }: LevelEffectProps) {
  const { t } = useTranslation();
  const [effect, setEffect] = useState<CalendarEffect | null>(null);
  const look = useAct('POST /api/service-levels/preview', { onDone: setEffect });
  return (
    <>
      <Radio.Group
        mt="sm"
        label={t('serviceLevels.forWhom')}
        value={forOpen ? 'open' : 'new'}
        onChange={(value) => {
          choose(value === 'open');
          if (value === 'open' && !effect) look.mutate({ body: { draft: table } });
        }}
      >
        <Radio mt={6} value="new" label={t('serviceLevels.forNew')} />
        <Radio mt={6} value="open" label={t('serviceLevels.forOpen')} description={t('serviceLevels.undoHint')} />
      </Radio.Group>
      {effect ? (
        <DeadlineEffect effect={effect} title={t('serviceLevels.effect', { count: effect.requests })} />
      ) : (
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          loading={look.isPending}
          leftSection={<IconEye size={15} aria-hidden />}
          onClick={() => look.mutate({ body: { draft: table } })}
        >
          {t('calendars.preview')}
        </Button>
      )}
    </>
  );
}
