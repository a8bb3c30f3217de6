import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { problemText } from '../server/problem-text.ts';
import { complain, tell } from '../shell/toasts.tsx';
import type { Deed } from './deeds.ts';
import { overrule, undo, type Overruled } from './overruling.ts';

export interface Asked {
  deed: Deed;
  mails: { id: string; subject: string | null }[];
  /** Number of the request to join. */
  request?: string;
}

/** Does a deed to mails and says what came of it, with the way back. @returns ids of the mails that stay as they were. */
export function useOverrule(): (asked: Asked) => Promise<string[]> {
  const { t } = useTranslation();
  return async (asked) => {
    const { deed, mails, request } = asked;
    const ids = mails.map(({ id }) => id);
    try {
      const overruled = await overrule({ deed, mails: ids, ...(request !== undefined && { request }) });
      return report(t, asked, overruled);
    } catch (error) {
      complain(problemText(error));
      return ids;
    }
  };
}

function report(t: TFunction, { deed, mails }: Asked, { states, skipped }: Overruled): string[] {
  const done = states.filter(({ state }) => state === 'done');
  const refused = states.filter(({ state }) => state === 'refused');
  const late = states.filter(({ state }) => state === 'asked');
  const undoable = done.filter((one) => one.isUndoable).map(({ id }) => id);
  const what = mails.length === 1 ? (mails[0]?.subject ?? '') : t('ledgerMail.several', { count: done.length });
  const back = { label: t('common.undo'), run: () => void takeBack(t, undoable) };
  if (done.length > 0) tell(`${t(`ledgerMail.done.${deed}`)}: ${what}`, undoable.length > 0 ? back : undefined);
  if (late.length > 0) tell(t('ledgerMail.late', { count: late.length }));
  if (skipped.length > 0) complain(t('ledgerMail.skipped', { count: skipped.length }));
  for (const problem of new Set(refused.map((one) => one.problem ?? ''))) {
    const count = refused.filter((one) => (one.problem ?? '') === problem).length;
    complain(`${t('ledgerMail.refused', { count })} ${problemOf(t, problem)}`);
  }
  return [...skipped, ...refused.map(({ mail }) => mail)];
}

/** Takes overrulings back and says what came of it. */
export function useTakeBack(): (overrulings: string[]) => Promise<void> {
  const { t } = useTranslation();
  return (overrulings) => takeBack(t, overrulings);
}

/** Why an overruling was refused, in words. */
export function problemOf(t: TFunction, problem: string): string {
  if (problem === 'not-possible' || problem === 'already-answered') return t(`ledgerMail.problem.${problem}`);
  return problem;
}

async function takeBack(t: TFunction, overrulings: string[]): Promise<void> {
  try {
    const states = await undo(overrulings);
    const count = states.filter(({ state }) => state === 'done').length;
    if (count > 0) tell(t('ledgerMail.takenBack', { count }));
    if (count < overrulings.length) complain(t('ledgerMail.notTakenBack', { count: overrulings.length - count }));
  } catch (error) {
    complain(problemText(error));
  }
}
