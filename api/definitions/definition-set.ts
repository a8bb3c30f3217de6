import { readCalendars } from '../../db/calendars.ts';
import type { Trx } from '../../db/client.ts';
import type { DefinitionType } from '../../db/schema.ts';
import type { Calendar } from '../../domain/service-level/calendar.ts';
import type { DefinitionSet, Graph } from '../../domain/process/types.ts';

export interface Source {
  type: DefinitionType;
  key: string;
  source: string;
}

export interface Published extends Source {
  number: number;
  hash: string;
  graph: string | null;
}

/** What a publish looks at: the last published version of everything, every draft, and the graphs that new calls get. */
export interface Definitions {
  published: Published[];
  drafts: Source[];
  /** By process. */
  graphs: Map<string, Graph>;
  answers: string[];
  calendars: Record<string, Calendar>;
}

export async function readDefinitions(trx: Trx): Promise<Definitions> {
  const published = await trx
    .selectFrom('definition_version')
    .select(['type', 'key', 'source', 'number', 'hash', 'graph'])
    .distinctOn(['type', 'key'])
    .orderBy('type')
    .orderBy('key')
    .orderBy('number', 'desc')
    .execute();
  const drafts = await trx.selectFrom('definition').select(['type', 'key', 'source']).execute();
  const graphs = await trx
    .selectFrom('published_process')
    .innerJoin('graph', 'graph.hash', 'published_process.graph')
    .select(['published_process.process', 'graph.content'])
    .execute();
  const answers = await trx.selectFrom('answer').select('key').distinct().execute();
  return {
    published,
    drafts,
    graphs: new Map(graphs.map((row) => [row.process, row.content as Graph])),
    answers: answers.map((row) => row.key),
    calendars: await readCalendars(trx),
  };
}

/** The published sources, with these in their place: a draft of somebody else's never goes live along with mine. */
export function setWith({ published, answers, calendars }: Definitions, instead: Source[]): DefinitionSet {
  const of = (type: DefinitionType) =>
    Object.fromEntries([...published, ...instead].filter((one) => one.type === type).map((one) => [one.key, one.source]));
  return { processes: of('process'), decisions: of('decision'), forms: of('form'), answers, calendars };
}
