import { Badge } from '@mantine/core';
import type { DefinitionItem } from '../../api/types.ts';
import type { SaveState } from './draft-keeper.ts';
import { useWords } from './words.ts';

/** Draft or published, in words: a dot would be overlooked. */
export function DefinitionState({ definition, save }: { definition: Pick<DefinitionItem, 'published' | 'changed'>; save?: SaveState }) {
  const { t } = useWords();
  const { published } = definition;
  const isChanged = definition.changed || (save !== undefined && save.state !== 'clean');
  if (!published) return <Badge color="yellow">{t('state.draft')}</Badge>;
  if (isChanged) return <Badge color="yellow">{t('state.changed', { number: published.number })}</Badge>;
  return <Badge color="teal">{t('state.published', { number: published.number })}</Badge>;
}
