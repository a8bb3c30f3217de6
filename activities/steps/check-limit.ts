import { Type } from 'typebox';
import { earlierGrants, forgetProposals, grantsBefore, lastFormTask, writeGrant } from '../../db/grants.ts';
import { judge, proposalIn } from '../../domain/request/competence.ts';
import { transactionStep } from './step.ts';

/** How many earlier grants an approver is shown. */
const shown = 5;

/**
 * May whoever completed the last form grant what it proposes, by their competence? If so it is granted, a row; else the output names the level that has to
 * approve, with what an approver has to know. `amount` 0 grants nothing and ends the round.
 */
export const checkLimit = transactionStep({
  id: 'check-limit',
  title: { de: 'Grenze prüfen', en: 'Check limit' },
  input: Type.Object(
    {
      remedy: Type.Optional(Type.String()),
      amount: Type.Optional(Type.Number()),
      goodsValue: Type.Optional(Type.Number()),
      kindLimit: Type.Optional(Type.Number()),
      kindLevel: Type.Optional(Type.Number()),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    approval: Type.Object({
      needed: Type.Boolean(),
      /** Somebody was asked for it in this round. */
      asked: Type.Boolean(),
      level: Type.Integer(),
      fourEyes: Type.Boolean(),
      reason: Type.Union([Type.String(), Type.Null()]),
      /** Accounts: who proposed it first, and who may not approve (again). */
      proposedBy: Type.Union([Type.String(), Type.Null()]),
      except: Type.Array(Type.String()),
      cases: Type.Integer(),
      history: Type.Array(Type.Object({ number: Type.String(), day: Type.String(), kind: Type.String(), amount: Type.Number() })),
    }),
  }),
  async run(work, { kindLimit, kindLevel = 1, ...values }) {
    const { trx, request } = work;
    const proposal = proposalIn(values);
    const task = await lastFormTask(trx, request.id);
    const settled = { needed: false, asked: false, level: 0, fourEyes: false, reason: null, except: [], cases: 0, history: [] };
    if (!proposal || !task?.assignee) {
      const proposedBy = await forgetProposals(trx, request.id);
      if (proposedBy) work.timeline({ kind: 'approval-refused', data: { proposedBy } });
      return { approval: { ...settled, asked: proposedBy !== null, proposedBy } };
    }
    const { amount, kind } = proposal;
    const grant = { request: request.id, task: task.id, account: task.assignee };
    const before = await grantsBefore(trx, { ...grant, kind });
    const limit = kindLimit === undefined ? null : { perCase: kindLimit, level: kindLevel };
    const { verdict, proposedBy, spoken } = judge(before, { account: task.assignee, proposal, kindLimit: limit });
    const { level: own, cases, proposers } = before;
    await writeGrant(trx, { ...grant, level: own, kind, amount, state: verdict.within ? 'granted' : 'proposed' });
    if (verdict.within) {
      const asked = proposers.length > 0 && proposedBy ? { proposedBy } : {};
      work.timeline({ kind: 'granted', data: { amount, grant: kind, ...asked } });
      return { approval: { ...settled, asked: proposers.length > 0, proposedBy, cases } };
    }
    const { level, fourEyes, reason } = verdict;
    work.timeline({ kind: 'approval-asked', data: { amount, grant: kind, level, limit: reason } });
    const history = await earlierGrants(trx, request.id, shown);
    return {
      approval: { needed: true, asked: true, level, fourEyes, reason, proposedBy, except: fourEyes ? spoken : [], cases, history },
    };
  },
});
