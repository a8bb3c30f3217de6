import { Menu, SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import { IconBeach, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, changeLanguage, type Language } from '../i18n/i18n.ts';
import { usePreferences, type Preferences } from '../preferences/preferences.ts';
import { useAct } from '../server/queries.ts';
import { keepSession, may, signOut, useMe } from '../session/session.ts';
import { ReminderSettings } from './reminder-settings.tsx';
import { Initials } from './initials.tsx';

const AbsenceDialog = lazy(() => import('../absences/absence-dialog.tsx'));

/** Language, appearance, density, keys, sign out. */
export default function AccountMenu({ narrow, onHelp }: { narrow: boolean; onHelp: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [isAway, setAway] = useState(false);
  return (
    <>
      <Menu position="right-end" width={300} closeOnItemClick={false}>
        <Menu.Target>
          <button type="button" className="rail__item" aria-label={t('shell.account', { name: me.account.name })}>
            <Initials name={me.account.name} />
            {!narrow && (
              <span className="rail__label">
                {me.account.name}
                <small>{me.tenant.name}</small>
              </span>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Settings />
          <Menu.Divider />
          {may(me, 'agent', 'lead') && (
            <Menu.Item closeMenuOnClick leftSection={<IconBeach size={16} aria-hidden />} onClick={() => setAway(true)}>
              {t('absences.title')} …
            </Menu.Item>
          )}
          <Menu.Item closeMenuOnClick leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onHelp}>
            {t('shell.help')}
          </Menu.Item>
          <Menu.Item closeMenuOnClick leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
            {t('session.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>{isAway && <AbsenceDialog onClose={() => setAway(false)} />}</Suspense>
    </>
  );
}

export function Settings() {
  const { t } = useTranslation();
  const me = useMe();
  const [chosen, change] = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const keepLanguage = useAct('PATCH /api/session', { onDone: keepSession });
  async function speak(language: Language): Promise<void> {
    await changeLanguage(language);
    keepLanguage.mutate({ body: { language } });
  }
  return (
    <div className="settings">
      <Choice
        label={t('shell.language')}
        value={currentLanguage()}
        options={[
          ['de', 'Deutsch'],
          ['en', 'English'],
        ]}
        onChange={(language) => void speak(language)}
      />
      <Choice
        label={t('shell.appearance')}
        value={colorScheme}
        options={[
          ['light', t('shell.light')],
          ['dark', t('shell.dark')],
          ['auto', t('shell.auto')],
        ]}
        onChange={setColorScheme}
      />
      <Choice
        label={t('shell.density')}
        value={chosen.density}
        options={[
          ['comfortable', t('shell.comfortable')],
          ['compact', t('shell.compact')],
        ]}
        onChange={(density) => change({ density })}
      />
      <Choice
        label={t('shell.textSize')}
        value={chosen.textSize}
        options={[
          ['normal', t('shell.normal')],
          ['large', t('shell.large')],
        ]}
        onChange={(textSize: Preferences['textSize']) => change({ textSize })}
      />
      <Switch
        label={t('shell.singleKeys')}
        description={t('shell.singleKeysHint')}
        checked={chosen.singleKeys}
        onChange={(event) => change({ singleKeys: event.currentTarget.checked })}
      />
      <Switch
        label={t('shell.undoSending')}
        description={t('shell.undoSendingHint')}
        checked={chosen.undoSeconds > 0}
        onChange={(event) => change({ undoSeconds: event.currentTarget.checked ? 10 : 0 })}
      />
      {may(me, 'agent', 'lead') && <ReminderSettings />}
    </div>
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  value: V;
  options: [V, string][];
  onChange: (value: V) => void;
}

function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <div className="settings__row">
      <span>{label}</span>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={value}
        data={options.map(([value, label]) => ({ value, label }))}
        onChange={onChange}
      />
    </div>
  );
}
