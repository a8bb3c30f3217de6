import type { TFunction } from 'i18next';
import type { TaskPlace } from '../../api/types.ts';

type Lacking = NonNullable<TaskPlace['lacking']>;

/** Why nobody who is there may take a task. */
export function lackingText(t: TFunction, title: (list: 'topic' | 'skill', key: string) => string, lacking: Lacking): string {
  if (lacking.what === 'topic') return t('lacking.topic', { topic: title('topic', lacking.topic) });
  if (lacking.what === 'anybody' || lacking.what === 'undeclined') return t(`lacking.${lacking.what}`);
  const skills = lacking.skills.map(({ key, level }) => `${title('skill', key)} (${t('taskPanel.level', { level })})`).join(', ');
  return t(`lacking.${lacking.what}`, { skills });
}
