import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePreferences, type Preferences } from '../preferences/preferences.ts';
import { SendLater } from './send-later.tsx';
import type { Outcome } from './use-send.ts';

interface SendButtonProps {
  to: string[];
  outcome: Outcome;
  /** Without a task there is nothing to end. */
  hasTask: boolean;
  busy: boolean;
  disabled: boolean;
  onOutcome: (outcome: Outcome) => void;
  onAfter: (after: Preferences['afterSend']) => void;
  onSend: () => void;
  onSendAt: (at: Date) => void;
}

const outcomes: Outcome[] = ['answered', 'asked', 'closed', 'open'];
const afters: Preferences['afterSend'][] = ['stay', 'next', 'list'];

/** Says whom it sends to, and beside it what happens with the request then. */
export function SendButton({ to, outcome, hasTask, busy, disabled, onOutcome, onAfter, onSend, onSendAt }: SendButtonProps) {
  const { t } = useTranslation();
  const [{ afterSend }, change] = usePreferences();
  const [first, ...others] = to;
  const label =
    first === undefined
      ? t('composer.noRecipient')
      : others.length > 0
        ? t('composer.sendToMore', { address: first, count: others.length })
        : t('composer.sendTo', { address: first });
  return (
    <div className="send">
      <Menu width={290} position="top-end">
        <Menu.Target>
          <Button
            variant="default"
            className="send__outcome"
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={`${t(`composer.outcomeShort.${outcome}`)} (${t('composer.chooseOutcome')})`}
          >
            {t(`composer.outcomeShort.${outcome}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {hasTask && (
            <>
              <Menu.Label>{t('composer.chooseOutcome')}</Menu.Label>
              {outcomes.map((one) => (
                <Menu.Item
                  key={one}
                  leftSection={<Tick shown={one === outcome} />}
                  aria-current={one === outcome}
                  onClick={() => onOutcome(one)}
                >
                  {t(`composer.outcome.${one}`)}
                </Menu.Item>
              ))}
              <Menu.Divider />
            </>
          )}
          <Menu.Label>{t('composer.after')}</Menu.Label>
          {afters.map((one) => (
            <Menu.Item
              key={one}
              leftSection={<Tick shown={one === afterSend} />}
              aria-current={one === afterSend}
              onClick={() => {
                change({ afterSend: one });
                onAfter(one);
              }}
            >
              {t(`composer.afterSend.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <SendLater label={t('composer.sendLater')} disabled={disabled || busy} onChoose={onSendAt} />
      <Button
        className="send__button"
        leftSection={<IconSend size={16} aria-hidden />}
        loading={busy}
        disabled={disabled}
        aria-keyshortcuts="Control+Enter"
        onClick={onSend}
      >
        <span className="truncate">{label}</span>
      </Button>
    </div>
  );
}

function Tick({ shown }: { shown: boolean }) {
  return <span className="tick">{shown && <IconCheck size={15} aria-hidden />}</span>;
}
