import { audit } from '../../db/audit.ts';
import { calendarsOfTopics } from '../../db/calendars.ts';
import { announce } from '../../db/changes.ts';
import type { Trx } from '../../db/client.ts';
import { competenceLimits, saveCompetenceLimits } from '../../db/competence-limits.ts';
import { lineNow, openProposals } from '../../db/line-effect.ts';
import { fillUp } from '../../db/routing.ts';
import { previewed } from '../../db/previewed.ts';
import { changeRoutingPolicy, routingPolicy } from '../../db/routing-policy.ts';
import { changeSkills } from '../../db/skill-matrix.ts';
import { tellAssigned } from '../../db/task-news.ts';
import { deleteTeam, saveTeam, teams } from '../../db/teams.ts';
import { proposalIn, weigh } from '../../domain/request/competence.ts';
import { noEffect } from '../../domain/service-level/effect.ts';
import { lineEffect } from '../../domain/routing/line-effect.ts';
import { ProblemError } from '../problems.ts';
import type { ApiDeps } from '../app.ts';
import { beginBatch } from '../batches/begin-batch.ts';
import type { Call, Handlers } from '../route.ts';
import { type Recount, recountTopics } from '../service-levels/recount.ts';
import { unlessExists } from '../unless-exists.ts';
import type { distributionContracts, Effect } from './distribution-schema.ts';

export const distributionHandlers = (deps: ApiDeps): Handlers<typeof distributionContracts> => ({
  'GET /api/distribution': async ({ trx }) => ({ policy: await routingPolicy(trx), teams: await teams(trx) }),

  'PUT /api/distribution/policy': ({ trx, account, body }) =>
    tried(trx, body.preview, async () => {
      const before = await routingPolicy(trx);
      await changeRoutingPolicy(trx, body.policy);
      await audit(trx, {
        account: account.id,
        action: 'changed',
        entity: 'routing-policy',
        data: { before: { ...before, classes: [...before.classes] } },
      });
    }),

  'PUT /api/distribution/skills': async ({ trx, account, body, afterwards }) => {
    const people = [...new Set(body.changes.map((change) => change.account))];
    const effect = await tried(trx, body.preview, async () => {
      await unlessExists(() => changeSkills(trx, body.changes));
      await audit(trx, { account: account.id, action: 'changed', entity: 'skills', data: { people, changes: body.changes.length } });
      await announce(
        trx,
        people.map((id) => ({ entity: 'account' as const, id, account: id })),
      );
    });
    if (!body.preview) afterwards((after) => giveWork(after, people));
    return effect;
  },

  'POST /api/distribution/teams': (call) => save(deps, call, { id: null, ...call.body }),

  'PUT /api/distribution/teams/:id': (call) => save(deps, call, { id: call.params.id, ...call.body }),

  'DELETE /api/distribution/teams/:id': (call) =>
    triedTeam(deps, call, false, async () => {
      const { trx, account, params } = call;
      if (!(await deleteTeam(trx, params.id))) throw new ProblemError('not-found');
      await audit(trx, { account: account.id, action: 'deleted', entity: 'team', id: params.id });
    }),

  'GET /api/competence-limits': async ({ trx }) => ({ items: await competenceLimits(trx) }),

  'PUT /api/competence-limits': ({ trx, account, body }) =>
    tried(trx, body.preview, async () => {
      const before = await competenceLimits(trx);
      await unlessExists(() => saveCompetenceLimits(trx, body.items));
      await audit(trx, {
        account: account.id,
        action: 'changed',
        entity: 'competence-limits',
        data: { before: before.map((one) => ({ ...one })) },
      });
    }),
});

/** The change, or its preview, with what it does to what is open now. */
async function tried(trx: Trx, isPreview: boolean, change: () => Promise<void>): Promise<{ effect: Effect }> {
  const [before, above] = [await lineNow(trx), await aboveLimit(trx)];
  return previewed(trx, isPreview, async () => {
    await change();
    return { effect: { ...lineEffect(before, await lineNow(trx)), aboveLimit: { before: above, after: await aboveLimit(trx) } } };
  });
}

async function aboveLimit(trx: Trx): Promise<number> {
  const proposals = await openProposals(trx);
  if (proposals.length === 0) return 0;
  const limits = await competenceLimits(trx);
  return proposals.filter(({ level, values }) => {
    const proposal = proposalIn(values);
    return proposal && !weigh(limits, null, proposal, { level, inCase: 0, today: 0, cases: 0 }).within;
  }).length;
}

type TeamWish = Omit<Awaited<ReturnType<typeof teams>>[number], 'id'>;

type Deed = Pick<
  Call<(typeof distributionContracts)['PUT /api/distribution/teams/:id']>,
  'trx' | 'account' | 'key' | 'afterwards' | 'request'
>;

function save(deps: ApiDeps, call: Deed, { id, preview, ...team }: TeamWish & { id: string | null; preview: boolean }) {
  return triedTeam(deps, call, preview, async () => {
    const { trx, account } = call;
    const saved = await unlessExists(() => saveTeam(trx, id, team));
    if (saved === null) throw new ProblemError('not-found');
    await audit(trx, { account: account.id, action: 'saved', entity: 'team', id: saved });
  });
}

/** What its topics count by may change with a team. */
async function triedTeam(deps: ApiDeps, { trx, account, key, afterwards, request }: Deed, isPreview: boolean, change: () => Promise<void>) {
  const before = await calendarsOfTopics(trx);
  let recount: Recount = { effect: noEffect, batch: null };
  const { effect } = await tried(trx, isPreview, async () => {
    await change();
    recount = await recountTopics(trx, before, isPreview ? null : { account, key });
  });
  const { batch } = recount;
  if (batch) afterwards(() => beginBatch(deps, account.tenant, batch, request.log));
  return { effect, recount };
}

async function giveWork(trx: Trx, people: string[]): Promise<void> {
  for (const id of people.slice(0, mostFilled)) await tellAssigned(trx, await fillUp(trx, id), 'push');
}

/** The others get work in the floor's next round. */
const mostFilled = 50;
