import type { RunningRequest } from '../../db/migrating.ts';
import type { ElementMapping } from '../../domain/process/migrate/propose.ts';
import { type MigrationPlan, planMigration } from '../../domain/process/migrate/plan.ts';
import { position } from '../../domain/process/position.ts';
import type { Graph } from '../../domain/process/types.ts';
import type { DryRun, DryRunItem } from './schema.ts';

interface Asked {
  from: Graph;
  to: Graph;
  elements: ElementMapping;
  only?: 'able' | 'unable' | undefined;
  /** Number of the request behind which to go on. */
  after?: string | undefined;
}

const perPage = 50;

/** What a migration would do to each request. Only looks: planning evaluates nothing, so that thousands take a moment. */
export function dryRun(requests: RunningRequest[], asked: Asked): DryRun {
  const planned = requests.map((request) => ({ request, plan: planMigration(request.state, asked.from, asked.to, asked.elements) }));
  const able = planned.filter(({ plan }) => plan.obstacles.length === 0).length;
  const wanted = planned.filter(({ plan }) => !asked.only || (plan.obstacles.length === 0) === (asked.only === 'able'));
  const rest = wanted.filter(({ request }) => asked.after === undefined || request.number > asked.after);
  const shown = rest.slice(0, perPage);
  return {
    requests: requests.length,
    able,
    obstacles: grouped(
      planned.map(({ plan }) => plan),
      asked,
    ),
    items: shown.map(({ request, plan }) => itemOf(request, plan, asked)),
    nextCursor: rest.length > perPage ? (shown.at(-1)?.request.number ?? null) : null,
  };
}

function itemOf(request: RunningRequest, plan: MigrationPlan, { from, to }: Asked): DryRunItem {
  const inOld = position(request.state).tokens.filter(({ graph }) => graph === from.hash);
  const on = request.state['on'] as Record<string, { element: string }>;
  return {
    request: request.id,
    number: request.number,
    tokens: inOld.map(({ activation, element }) => {
      const target = plan.keep[activation] ?? plan.enter[activation];
      return { name: nameIn(from, element), to: target === undefined ? null : nameIn(to, target), isEntered: activation in plan.enter };
    }),
    armed: Object.values(plan.arm)
      .flat()
      .map((element) => nameIn(to, element)),
    ended: plan.end.map((id) => nameIn(from, on[id]?.element ?? '')),
    obstacles: plan.obstacles.map(({ element, code }) => ({ element, code, name: obstacleName({ from, to }, element, code) })),
  };
}

function grouped(plans: MigrationPlan[], asked: Asked): DryRun['obstacles'] {
  const groups = new Map<string, DryRun['obstacles'][number]>();
  for (const { obstacles } of plans) {
    for (const key of new Set(obstacles.map(({ element, code }) => JSON.stringify([element, code])))) {
      const [element, code] = JSON.parse(key) as [string, string];
      const group = groups.get(key) ?? { element, code, name: obstacleName(asked, element, code), requests: 0 };
      groups.set(key, { ...group, requests: group.requests + 1 });
    }
  }
  return [...groups.values()].toSorted((a, b) => b.requests - a.requests);
}

const obstacleName = ({ from, to }: Pick<Asked, 'from' | 'to'>, element: string, code: string): string =>
  nameIn(code === 'target-unknown' ? to : from, element);

const nameIn = (graph: Graph, element: string): string => graph.elements[element]?.name || element;
