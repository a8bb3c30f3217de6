import { stepDescriptions } from '../../../activities/steps/index.ts';
import { publishDefinition } from '../../../api/definitions/publish.ts';
import type { Trx } from '../../../db/client.ts';
import { boundary, bpmn, end, element, path, start, timer, user } from '../../domain/process/model.ts';

const named = (id: string, name: string) => element('userTask', id, '<zeebe:userTask/>').replace(`name="${id}"`, `name="${name}"`);

/** Read, check, answer. */
export const first = () =>
  bpmn('intake', start(), named('read', 'Read'), named('check', 'Check'), named('answer', 'Answer'), end(), path('s read check answer e'));

/** Reading is called otherwise, checking is gone, and who waits for an answer is reminded. */
export const second = () =>
  bpmn(
    'intake',
    start(),
    named('skim', 'Look through'),
    named('answer', 'Answer'),
    boundary('remind', 'answer', timer('PT4H'), false),
    user('reminder'),
    end(),
    path('s skim answer e'),
    path('remind reminder'),
  );

/** The entry process in another version. @returns its number */
export async function publishEntry(trx: Trx, model: string, by: string | null): Promise<number> {
  await trx.updateTable('definition').set({ source: model }).where('type', '=', 'process').where('key', '=', 'intake').execute();
  const { published, findings } = await publishDefinition(trx, {
    type: 'process',
    key: 'intake',
    by,
    comment: null,
    steps: stepDescriptions,
  });
  const [version] = published;
  if (!version) throw new Error(JSON.stringify(findings));
  return version.number;
}
