import type { SignedIn } from '../../db/accounts.ts';
import { deadAmong } from '../../db/address-health.ts';
import type { Trx } from '../../db/client.ts';
import { copiedIn, lastOfConversation } from '../../db/conversation.ts';
import { elementName, graphNames } from '../../db/graph-names.ts';
import {
  consultationsOf,
  followersOf,
  fullPosition,
  mergedIntoThis,
  openIncidentsOf,
  promisesOf,
  requestById,
} from '../../db/request-view.ts';
import { tasksOf } from '../../db/tasks.ts';
import { ProblemError } from '../problems.ts';
import { idleOf } from './idle.ts';

type WaitingFor = 'agent' | 'customer' | 'expert' | 'time' | 'step' | 'repair' | 'nobody';

/** All that the header and the side panel of a request show. @throws ProblemError not-found. */
export async function requestDetail(trx: Trx, id: string, account: SignedIn) {
  const request = await requestById(trx, id);
  if (!request) throw new ProblemError('not-found');
  const position = fullPosition(request.position);
  const tasks = await tasksOf(trx, id);
  const consultations = await consultationsOf(trx, id);
  const incidents = await openIncidentsOf(trx, id);
  const names = await graphNames(trx, [...position.tokens.map(({ graph }) => graph), ...incidents.map(({ graph }) => graph)]);
  const isOpen = request.status === 'open' || request.status === 'waiting';
  const openTask = tasks.find(({ state }) => state === 'waiting' || state === 'assigned');
  const isWith = (name: string) => position.messages.some((message) => message.name === name);

  const waitingFor = (): WaitingFor => {
    if (!isOpen) return 'nobody';
    if (incidents.length > 0) return 'repair';
    if (consultations.some(({ state }) => state === 'open' || state === 'overdue') && isWith('expert-answered')) return 'expert';
    if (openTask) return 'agent';
    if (position.steps.length > 0) return 'step';
    if (isWith('customer-replied')) return 'customer';
    return position.timers.length > 0 ? 'time' : 'nobody';
  };

  return {
    id: request.id,
    number: request.number,
    subject: request.subject,
    status: request.status,
    kind: request.kind,
    topic: request.topic,
    channel: request.channel,
    language: request.language,
    priority: request.priority,
    prioritySet: request.priority_set,
    class: request.customer_class,
    customer:
      request.customer_id === null
        ? null
        : { id: request.customer_id, number: request.customer_number ?? '', name: request.customer_name ?? '' },
    requester: { name: request.requester_name, address: request.requester_address },
    mailbox:
      request.mailbox_id === null
        ? null
        : { id: request.mailbox_id, address: request.mailbox_address ?? '', name: request.mailbox_name ?? '' },
    createdAt: request.created_at,
    closedAt: request.closed_at,
    archivedAt: request.archived_at,
    closeReason: request.close_reason,
    deadlines: {
      firstResponse: request.first_response_due_at,
      atRisk: request.at_risk_at,
      resolution: request.resolution_due_at,
      firstResponded: request.first_responded_at,
      breached: request.breached_at,
    },
    waitingFor: waitingFor(),
    idle: isOpen && !openTask && incidents.length === 0 ? await idleOf(trx, id) : null,
    owner: openTask?.owner ?? null,
    steps: position.tokens.map(({ graph, element }) => ({
      element,
      name: elementName(names, graph, element),
      process: names.get(graph)?.name ?? '',
    })),
    tasks,
    promises: await promisesOf(trx, id),
    incidents: incidents.map((incident) => ({ ...incident, elementName: elementName(names, incident.graph, incident.element) })),
    consultations,
    follows: request.follows_id === null ? null : { id: request.follows_id, number: request.follows_number ?? '' },
    mergedInto: request.leading_id === null ? null : { id: request.leading_id, number: request.leading_number ?? '' },
    merged: await mergedIntoThis(trx, id),
    followedBy: await followersOf(trx, id),
    deadAddresses: await deadOf(trx, request),
    lastMessage: await lastOfConversation(trx, id),
    revision: request.revision,
    actions: {
      reply: isOpen,
      askExpert: isOpen && isWith('expert-asked'),
      close: isOpen && account.roles.includes('lead'),
      retry: incidents.length > 0,
    },
  };
}

/** Of whom an answer would go to, those that mail comes back from. */
async function deadOf(trx: Trx, { id, requester_address: requester }: { id: string; requester_address: string | null }) {
  const copied = await copiedIn(trx, id);
  return deadAmong(trx, [...new Set([...(requester === null ? [] : [requester]), ...copied])]);
}
