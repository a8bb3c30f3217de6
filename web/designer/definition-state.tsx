import type { DefinitionItem } from '../../api/types.ts';
import type { SaveState } from './draft-keeper.ts';
import { useWords } from './words.ts';

/** Draft or published, in words: a dot would be overlooked. */
export function DefinitionState({ definition, save }: { definition: Pick<DefinitionItem, 'published' | 'changed'>; save?: SaveState }) {
  const { t } = useWords();
  const { published } = definition;
  const isChanged = definition.changed || (save !== undefined && save.state !== 'clean');
  const state = published === null ? 'draft' : isChanged ? 'changed' : 'published';
  return (
    <span className="definition-state" data-state={state}>
      {t(`state.${state}`, { number: published?.number })}
    </span>
  );
}
