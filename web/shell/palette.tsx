import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMantineColorScheme } from '@mantine/core';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { changeLanguage, currentLanguage } from '../i18n/i18n.ts';
import { useApi } from '../server/queries.ts';
import { presences, useChoosePresence } from '../session/choose-presence.ts';
import { may, useMe } from '../session/session.ts';
import { KeyCaps } from './keys-help.tsx';
import { isActive, runShortcut, shortcuts, type Shortcut } from './shortcuts.ts';
import './palette.css';

interface Entry {
  id: string;
  group: 'commands' | 'requests';
  label: string;
  hint?: string;
  shortcut?: Shortcut;
  run: () => void;
}

/** Ctrl+K: what can be done here, and requests by number, subject or customer. A combobox as ARIA wants it: focus stays in the field. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const entries = useEntries(typed);
  const chosen = entries[Math.min(active, entries.length - 1)];

  function run(entry: Entry | undefined): void {
    if (!entry) return;
    onClose();
    // After the dialog is gone, so that focus goes where the command wants it.
    setTimeout(entry.run, 0);
  }
  function onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setActive((now) => (Math.min(now, entries.length - 1) + step + entries.length) % Math.max(entries.length, 1));
    if (event.key === 'Enter') run(chosen);
    if (step !== 0 || event.key === 'Enter') event.preventDefault();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={620}
      yOffset="12vh"
      centered={false}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
      transitionProps={{ duration: 90 }}
    >
      <input
        className="palette__input"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen && `${listId}-${chosen.id}`}
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        data-autofocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      <div className="palette__list" role="listbox" id={listId} aria-label={t('palette.title')}>
        {entries.map((entry, index) => (
          <div key={entry.id}>
            {entry.group !== entries[index - 1]?.group && <div className="palette__group">{t(`palette.${entry.group}`)}</div>}
            <div
              role="option"
              id={`${listId}-${entry.id}`}
              aria-selected={entry === chosen}
              className="palette__option"
              ref={(element) => {
                if (entry === chosen) element?.scrollIntoView({ block: 'nearest' });
              }}
              onMouseMove={() => setActive(index)}
              onClick={() => run(entry)}
              onKeyDown={onKey}
              tabIndex={-1}
            >
              <span className="truncate">{entry.label}</span>
              {entry.hint && <small className="muted truncate">{entry.hint}</small>}
              {entry.shortcut && <KeyCaps shortcut={entry.shortcut} />}
            </div>
          </div>
        ))}
        {entries.length === 0 && <p className="palette__nothing muted">{t('palette.nothing')}</p>}
      </div>
      <div className="visually-hidden" role="status">
        {t('palette.results', { count: entries.length })}
      </div>
    </Modal>
  );
}

function useEntries(typed: string): Entry[] {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const me = useMe();
  const choosePresence = useChoosePresence();
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const [search] = useDebouncedValue(typed.trim(), 150);
  const works = may(me, 'agent', 'lead');
  const found = useApi('GET /api/requests', { query: { search, limit: 8 } }, { enabled: works && search.length > 1, keep: true });
  const other = currentLanguage() === 'de' ? 'en' : 'de';
  const pages: Entry[] = [
    ...(may(me, 'lead') ? [page('board', t('shell.board'))] : []),
    ...(may(me, 'lead', 'administrator')
      ? [
          page('administration', t('shell.administration')),
          page('ledger', t('shell.ledger')),
          page('quarantine', t('shell.quarantine')),
          page('incidents', t('shell.incidents')),
        ]
      : []),
    ...(may(me, 'designer') ? [page('designer', t('shell.designer'))] : []),
  ];
  function page(path: string, label: string): Entry {
    return { id: path, group: 'commands', label, run: () => go(`/${path}`) };
  }
  const commands: Entry[] = [
    ...(Object.keys(shortcuts) as Shortcut[])
      .filter((name) => name !== 'palette' && isActive(name))
      .map((name): Entry => ({
        id: name,
        group: 'commands',
        label: t(`keys.names.${name}`),
        shortcut: name,
        run: () => runShortcut(name),
      })),
    ...(works ? presences.filter((one) => one !== me.presence) : []).map((one): Entry => ({
      id: one,
      group: 'commands',
      label: t('presence.label', { state: t(`presence.${one}`) }),
      hint: t(`presence.hints.${one}`),
      run: () => choosePresence(one),
    })),
    ...pages,
    { id: 'theme', group: 'commands', label: t('palette.theme'), run: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark') },
    { id: 'language', group: 'commands', label: t('palette.language'), run: () => void changeLanguage(other) },
  ];
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const requests: Entry[] = (search.length > 1 ? (found.data?.items ?? []) : []).map((item) => ({
    id: item.id,
    group: 'requests',
    label: `${item.number} ${item.subject}`,
    hint: item.customer.name,
    run: () => go(`/requests/${item.id}`),
  }));
  return [...commands.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word))), ...requests];
}
