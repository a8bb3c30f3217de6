import { DEFAULT_POLICY, type OrderPolicy } from './order.ts';

/** How a tenant distributes work; a row of `routing_policy`. Minutes that are null: never. */
export interface RoutingPolicy extends OrderPolicy {
  /** How long a task waits for whoever had the conversation, as long as it is not at risk and they are there. */
  ownerWaitMinutes: number;
  /** By how many points the owner of the conversation may be fuller than the least loaded one and still get it. */
  ownerExtraPoints: number;
  /** So many other waiting tasks of the same customer somebody gets with one; 0: none. */
  togetherMost: number;
  /** The request's language is a needed skill, where the tenant has a skill of that kind and name. */
  languageIsSkill: boolean;
  /** Points of a task by the request's channel; 1 where none is said. */
  channelPoints: Record<string, number>;
  /** After that a waiting task asks for its skills at any level. */
  widenMinutes: number | null;
  /** Without a sign of life for so long a person is offline. */
  silentMinutes: number | null;
  /** Work that someone who is offline has not touched goes back to the line. */
  returnMinutes: number | null;
  /** How long after-work lasts where nobody ends it before. */
  afterWorkMinutes: number;
}

/** Of a new tenant. */
export const DEFAULT_ROUTING: RoutingPolicy = {
  ...DEFAULT_POLICY,
  reserveMinutes: 8,
  ownerWaitMinutes: 10,
  ownerExtraPoints: 3,
  togetherMost: 2,
  languageIsSkill: false,
  channelPoints: {},
  widenMinutes: null,
  silentMinutes: 5,
  returnMinutes: 10,
  afterWorkMinutes: 5,
};
