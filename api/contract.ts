import { type Static, type TSchema, Type } from 'typebox';
import type { Role } from '../db/schema.ts';
import type { Json, Variables } from '../domain/process/types.ts';
import type { ProblemType } from './problems.ts';

/** Who may call a route: any of these roles, whoever is signed in, or everybody. A route without it fails at start. */
export type Access = readonly Role[] | 'signed-in' | 'public';
export type RouteName = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /api/${string}`;

/** What one route takes and gives: the source of its checks, its OpenAPI entry and the web app's types. */
export interface Contract {
  access: Access;
  summary: string;
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  /** Most bytes of a body; 1 MiB unless said. More is refused (413) before it is read. */
  bodyLimit?: number;
  /** The `Idempotency-Key` header is required: the same key again is the same deed. */
  idempotent?: true;
  reply: TSchema;
  /** Business problems it may answer with, beside the general ones. */
  problems?: readonly ProblemType[];
}
export type Contracts = Record<RouteName, Contract>;

/** Keeps the exact types of a feature's contracts. */
export const contracts = <const C extends Contracts>(feature: C): C => feature;

type TypeOf<S> = S extends TSchema ? Static<S> : undefined;
/** A route as its caller sees it. */
export interface RouteTypes<C extends Contract> {
  params: C extends { params: infer S } ? TypeOf<S> : undefined;
  query: C extends { query: infer S } ? TypeOf<S> : undefined;
  body: C extends { body: infer S } ? TypeOf<S> : undefined;
  idempotent: C extends { idempotent: true } ? true : false;
  reply: TypeOf<C['reply']>;
}
export type RouteMap<C extends Contracts> = { [Name in keyof C]: C[Name] extends Contract ? RouteTypes<C[Name]> : never };

export const Id = Type.String({ format: 'uuid' });
export const Key = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' });
/** ISO 8601 in UTC. */
export const Instant = Type.String({ format: 'date-time' });
export const Language = Type.Union([Type.Literal('de'), Type.Literal('en')]);
export const Address = Type.String({ format: 'email', maxLength: 254 });
/** Values of a call are coerced, and a union would make '' of null: a plain type says itself that it may be null. */
export function nullable<S extends TSchema>(schema: S) {
  const { type, enum: only } = schema as { type?: unknown; enum?: unknown };
  const isPlain = typeof type === 'string' && type !== 'object' && type !== 'array' && only === undefined;
  return Type.Unsafe<TypeOf<S> | null>(isPlain ? { ...schema, type: [type, 'null'] } : Type.Union([schema, Type.Null()]));
}
export const oneOf = <const V extends readonly string[]>(values: V) => Type.Unsafe<V[number]>({ type: 'string', enum: values });
/** A keyset page; `nextCursor` is opaque, null at the end. */
export const page = <S extends TSchema>(item: S) => Type.Object({ items: Type.Array(item), nextCursor: nullable(Type.String()) });
export const list = <S extends TSchema>(item: S) => Type.Object({ items: Type.Array(item) });
/** Any JSON value: form data, variables, editor content. */
export const Anything = Type.Unsafe<Json>({});
export const AnyVariables = Type.Unsafe<Variables>({ type: 'object', additionalProperties: true });
export const ById = Type.Object({ id: Id });
export const Titles = Type.Object({ de: Type.String(), en: Type.String() });
export const Named = Type.Object({ key: Type.String(), title: Titles });
export const Person = Type.Object({ id: Id, name: Type.String() });
export const Done = Type.Object({ done: Type.Literal(true) });
/** Saved and committed; `pending` when the process has not taken it in within three seconds (then the status is 202). */
export const Saved = Type.Object({ saved: Type.Literal(true), pending: Type.Boolean() });
export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
};
export type Problem = Static<typeof Problem>;
/** RFC 9457. `type` is stable; `title` is for people, in their language. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    instance: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
);
