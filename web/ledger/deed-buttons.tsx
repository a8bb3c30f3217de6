import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LedgerRow } from '../../api/types.ts';
import { shortcuts, useShortcut } from '../shell/shortcuts.ts';
import { deeds, deedsOfAll, type Deed } from './deeds.ts';

const JoinDialog = lazy(() => import('./join-dialog.tsx'));

interface DeedButtonsProps {
  /** What the deed is done to; only what is possible for all is offered. */
  mails: LedgerRow[];
  isBusy?: boolean;
  onDeed: (deed: Deed, request?: string) => void;
}

/** What may be done about mails, each with its key. */
export function DeedButtons({ mails, isBusy = false, onDeed }: DeedButtonsProps) {
  const { t } = useTranslation();
  const [isJoining, setJoining] = useState(false);
  const possible = deedsOfAll(mails);
  const [first] = possible;
  const start = (deed: Deed): void => (deed === 'join' ? setJoining(true) : onDeed(deed));
  return (
    <div className="deeds" role="toolbar" aria-label={t('ledgerMail.deeds')}>
      {deeds
        .filter(({ deed }) => possible.includes(deed))
        .map(({ deed, icon: IconOf, shortcut }) => (
          <Button
            key={deed}
            size="xs"
            variant={deed === first && (deed === 'release' || deed === 'again') ? 'filled' : 'default'}
            disabled={isBusy}
            leftSection={<IconOf size={15} aria-hidden />}
            onClick={() => start(deed)}
          >
            {t(`ledgerMail.deed.${deed}`)}
            <DeedKey shortcut={shortcut} onKey={isBusy ? undefined : () => start(deed)} />
          </Button>
        ))}
      {isJoining && (
        <Suspense>
          <JoinDialog
            count={mails.length}
            claimed={mails.length === 1 ? (mails[0]?.request?.number ?? null) : null}
            onClose={() => setJoining(false)}
            onJoin={(number) => onDeed('join', number)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The key beside a deed's name, which it also listens to. */
function DeedKey({ shortcut, onKey }: { shortcut: (typeof deeds)[number]['shortcut']; onKey: (() => void) | undefined }) {
  useShortcut(shortcut, onKey);
  return <kbd aria-hidden>{shortcuts[shortcut].keys}</kbd>;
}
