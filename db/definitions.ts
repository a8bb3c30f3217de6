import { sql } from 'kysely';
import type { Trx } from './client.ts';
import { kept } from './kept.ts';
import type { DefinitionType } from './schema.ts';

export interface DefinitionHead {
  type: DefinitionType;
  key: string;
  title: string;
  /** Of the draft; counts every save. Goes into ETag and If-Match. */
  version: number;
  updatedAt: Date;
  /** Account id; null where the installation wrote it. */
  updatedBy: string | null;
  /** The last published version, or null. */
  published: { number: number; at: Date } | null;
  /** The draft differs from what is published. */
  changed: boolean;
}

export interface VersionHead {
  number: number;
  /** SHA-256 of the source. */
  hash: string;
  /** Of a process. */
  graph: string | null;
  comment: string | null;
  publishedAt: Date;
  publishedBy: string | null;
}

/** The draft was saved by somebody else meanwhile, or does not exist. */
export type SaveOutcome = { saved: true; version: number } | { saved: false; reason: 'changed' | 'missing' };

export async function listDefinitions(trx: Trx, type?: DefinitionType): Promise<DefinitionHead[]> {
  const rows = await heads(trx)
    .$if(type !== undefined, (query) => query.where('definition.type', '=', type as DefinitionType))
    .orderBy('definition.type')
    .orderBy('definition.title')
    .execute();
  return rows.map(headOf);
}

export async function readDefinition(trx: Trx, type: DefinitionType, key: string): Promise<(DefinitionHead & { source: string }) | null> {
  const row = await heads(trx)
    .select('definition.source')
    .where('definition.type', '=', type)
    .where('definition.key', '=', key)
    .executeTakeFirst();
  return row ? { ...headOf(row), source: row.source } : null;
}

/** A new draft. @returns false where the key is taken. */
export async function createDefinition(
  trx: Trx,
  draft: { type: DefinitionType; key: string; title: string; source: string; by: string | null },
): Promise<boolean> {
  const inserted = await trx
    .insertInto('definition')
    .values({ type: draft.type, key: draft.key, title: draft.title, source: draft.source, updated_by: draft.by })
    .onConflict((conflict) => conflict.columns(['tenant', 'type', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Writes the draft only where it still is the version that the editor began with: nobody's work is overwritten. */
export async function saveDraft(
  trx: Trx,
  draft: { type: DefinitionType; key: string; title: string; source: string; expectedVersion: number; by: string | null },
): Promise<SaveOutcome> {
  const saved = await trx
    .updateTable('definition')
    .set((eb) => ({
      title: draft.title,
      source: draft.source,
      updated_by: draft.by,
      updated_at: new Date(),
      version: eb('version', '+', 1),
    }))
    .where('type', '=', draft.type)
    .where('key', '=', draft.key)
    .where('version', '=', draft.expectedVersion)
    .returning('version')
    .executeTakeFirst();
  if (saved) return { saved: true, version: saved.version };
  const exists = await trx
    .selectFrom('definition')
    .select('key')
    .where('type', '=', draft.type)
    .where('key', '=', draft.key)
    .executeTakeFirst();
  return { saved: false, reason: exists ? 'changed' : 'missing' };
}

/** Newest first. */
export async function versionsOf(trx: Trx, type: DefinitionType, key: string): Promise<VersionHead[]> {
  const rows = await trx
    .selectFrom('definition_version')
    .select(['number', 'hash', 'graph', 'comment', 'published_at', 'published_by'])
    .where('type', '=', type)
    .where('key', '=', key)
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    hash: row.hash,
    graph: row.graph,
    comment: row.comment,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
  }));
}

export async function versionSource(trx: Trx, type: DefinitionType, key: string, number: number): Promise<string | null> {
  const row = await trx
    .selectFrom('definition_version')
    .select('source')
    .where('type', '=', type)
    .where('key', '=', key)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.source ?? null;
}

/** Which graph a new call of this process gets, or null. */
export async function publishedGraph(trx: Trx, process: string): Promise<string | null> {
  const row = await kept(trx, `published ${process}`, () =>
    trx.selectFrom('published_process').select('graph').where('process', '=', process).executeTakeFirst(),
  );
  return row?.graph ?? null;
}

/** The diagram of a graph, for a request that runs on it: the BPMN source it was made of, or null. */
export async function sourceOfGraph(trx: Trx, graph: string): Promise<{ process: string; number: number; source: string } | null> {
  const row = await trx
    .selectFrom('definition_version')
    .select(['key', 'number', 'source'])
    .where('type', '=', 'process')
    .where('graph', '=', graph)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { process: row.key, number: row.number, source: row.source } : null;
}

function heads(trx: Trx) {
  return trx
    .selectFrom('definition')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('definition_version')
          .select(['number', 'published_at', 'hash'])
          .whereRef('definition_version.type', '=', 'definition.type')
          .whereRef('definition_version.key', '=', 'definition.key')
          .orderBy('number', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      'definition.type',
      'definition.key',
      'definition.title',
      'definition.version',
      'definition.updated_at',
      'definition.updated_by',
    ])
    .select(['last.number', 'last.published_at'])
    .select(sql<boolean>`last.hash is distinct from encode(sha256(convert_to(definition.source, 'UTF8')), 'hex')`.as('changed'));
}

interface HeadRow {
  type: DefinitionType;
  key: string;
  title: string;
  version: number;
  updated_at: Date;
  updated_by: string | null;
  number: number | null;
  published_at: Date | null;
  changed: boolean;
}

const headOf = (row: HeadRow): DefinitionHead => ({
  type: row.type,
  key: row.key,
  title: row.title,
  version: row.version,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
  published: row.number !== null && row.published_at !== null ? { number: row.number, at: row.published_at } : null,
  changed: row.changed,
});
