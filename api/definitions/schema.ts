import { type Static, Type } from 'typebox';
import { Anything, contracts, Instant, list, nullable, oneOf, Person, Titles } from '../contract.ts';

const designers = ['designer', 'administrator'] as const;
const DefinitionKey = Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$' });
const Source = Type.String({ maxLength: 2_000_000 });
/** Of a source in JSON: its quotes are escaped. */
const bodyLimit = 3 * 1024 * 1024;

export type DefinitionType = Static<typeof DefinitionType>;
export const DefinitionType = oneOf(['process', 'decision', 'form'] as const);

const Named = Type.Object({ type: DefinitionType, key: DefinitionKey });
const NamedVersion = Type.Object({ type: DefinitionType, key: DefinitionKey, number: Type.Integer({ minimum: 1 }) });

export type DefinitionItem = Static<typeof DefinitionItem>;
export const DefinitionItem = Type.Object({
  type: DefinitionType,
  key: Type.String(),
  title: Type.String(),
  /** Of the draft; counts every save. */
  version: Type.Integer(),
  updatedAt: Instant,
  /** Whose changes are in the draft; null where the installation wrote it. */
  updatedBy: nullable(Person),
  published: nullable(Type.Object({ number: Type.Integer(), at: Instant })),
  /** The draft differs from what is published. */
  changed: Type.Boolean(),
  /** Unfinished requests in any version; null for tables and forms. */
  running: nullable(Type.Integer()),
});

export type Draft = Static<typeof Draft>;
export const Draft = Type.Object({ ...DefinitionItem.properties, source: Type.String(), running: Type.Integer() });

export type DraftSaved = Static<typeof DraftSaved>;
export const DraftSaved = Type.Object({ version: Type.Integer(), savedAt: Instant, changed: Type.Boolean() });

export type Finding = Static<typeof Finding>;
export const Finding = Type.Object({
  severity: oneOf(['error', 'warning', 'hint'] as const),
  code: Type.String(),
  definition: Type.String(),
  element: nullable(Type.String()),
  elementName: nullable(Type.String()),
  place: nullable(Type.String()),
  line: Type.Optional(Type.Integer()),
  column: Type.Optional(Type.Integer()),
  message: Titles,
  remedy: Titles,
});

export type DefinitionVersion = Static<typeof DefinitionVersion>;
export const DefinitionVersion = Type.Object({
  number: Type.Integer(),
  comment: nullable(Type.String()),
  publishedAt: Instant,
  publishedBy: nullable(Person),
  /** Unfinished requests on this version; null where that cannot be told (tables and forms are part of a process's version). */
  running: nullable(Type.Integer()),
});

export type Published = Static<typeof Published>;
export const Published = Type.Object({
  published: Type.Array(Type.Object({ type: DefinitionType, key: Type.String(), number: Type.Integer() })),
  findings: Type.Array(Finding),
});

/** Drafts carry their version as ETag; whoever writes one names it in If-Match, and is told of a newer one (412) instead of overwriting it. */
export const definitionContracts = contracts({
  'GET /api/definitions': { access: designers, summary: 'Processes, decision tables and forms', reply: list(DefinitionItem) },
  'POST /api/definitions': {
    access: designers,
    summary: 'Begin a new draft',
    body: Type.Object({ type: DefinitionType, key: DefinitionKey, title: Type.String({ minLength: 1, maxLength: 200 }), source: Source }),
    bodyLimit,
    reply: DraftSaved,
    problems: ['already-exists'],
  },
  'GET /api/definitions/:type/:key': { access: designers, summary: 'A draft', params: Named, reply: Draft },
  'PUT /api/definitions/:type/:key': {
    access: designers,
    summary: 'Save a draft (If-Match)',
    params: Named,
    body: Type.Object({ title: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), source: Source }),
    bodyLimit,
    reply: DraftSaved,
    problems: ['draft-changed'],
  },
  'POST /api/definitions/:type/:key/check': {
    access: designers,
    summary: 'What publishing would find',
    params: Named,
    body: Type.Object({ source: Type.Optional(Source) }),
    bodyLimit,
    reply: Type.Object({ findings: Type.Array(Finding) }),
  },
  'POST /api/definitions/:type/:key/publish': {
    access: designers,
    summary: 'Publish the draft (If-Match): new requests use it, running ones stay on theirs',
    params: Named,
    body: Type.Object({ comment: Type.Optional(Type.String({ maxLength: 1000 })) }),
    reply: Published,
    problems: ['draft-changed', 'not-publishable'],
  },
  'GET /api/definitions/:type/:key/versions': {
    access: designers,
    summary: 'Published versions, newest first',
    params: Named,
    reply: list(DefinitionVersion),
  },
  'GET /api/definitions/:type/:key/versions/:number': {
    access: designers,
    summary: 'The source of a version',
    params: NamedVersion,
    reply: Type.Object({ number: Type.Integer(), source: Type.String() }),
  },
  'POST /api/definitions/:type/:key/versions/:number/restore': {
    access: designers,
    summary: 'Write an old version into the draft (If-Match); publishing it is a step of its own',
    params: NamedVersion,
    reply: DraftSaved,
    problems: ['draft-changed'],
  },
  'GET /api/steps': {
    access: designers,
    summary: 'The step types as element templates of the modeler, in the account’s language',
    reply: list(Anything),
  },
});
