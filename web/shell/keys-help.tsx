import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { shortcuts, type Shortcut } from './shortcuts.ts';

const groups = ['everywhere', 'list', 'request', 'composer', 'mail'] as const;

/** All keys on one page (`?`). */
export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const names = Object.keys(shortcuts) as Shortcut[];
  return (
    <Modal opened onClose={onClose} title={t('keys.title')} size="lg" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className="muted small">{t('keys.hint')}</p>
      <div className="keys">
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`keys.groups.${group}`)}</h3>
            <dl>
              {names
                .filter((name) => shortcuts[name].group === group)
                .map((name) => (
                  <div key={name}>
                    <dt>{t(`keys.names.${name}`)}</dt>
                    <dd>
                      <KeyCaps shortcut={name} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

export function KeyCaps({ shortcut }: { shortcut: Shortcut }) {
  const { t } = useTranslation();
  const words: Record<string, string> = { mod: t('keys.ctrl'), shift: t('keys.shift'), enter: 'Enter', escape: 'Esc' };
  const strokes = shortcuts[shortcut].keys.split(' ');
  return (
    <span className="key-caps">
      {strokes.map((stroke, index) => (
        <span key={stroke}>
          {index > 0 && <small className="muted"> {t('keys.followedBy')} </small>}
          {stroke.split('+').map((key) => (
            <Kbd key={key} size="xs">
              {words[key] ?? key}
            </Kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
