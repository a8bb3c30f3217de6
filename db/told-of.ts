import type { Variables } from '../domain/process/types.ts';
import type { NotificationKind } from '../domain/notification/kinds.ts';

/** A line of a request's timeline. */
export interface Happening {
  kind: string;
  data: Variables;
  actor: { type: string; id?: string };
}

/** Whom it concerns: whoever has the request's tasks, leads, who asked the expert, who may approve, or one account. */
export type Concerned =
  | { to: 'owners' | 'leads' }
  | { to: 'asker'; consultation: string }
  | { to: 'approvers'; level: number }
  | { to: 'account'; account: string };

/** `reason` is a code that pages have words for. */
export type Told = { kind: NotificationKind; reason: string } & Concerned;

/** Who has to be told what, when this happens to a request. Most happenings concern nobody. */
export function toldOf({ kind, data, actor }: Happening): Told[] {
  switch (kind) {
    case 'customer-replied':
      return [{ kind: 'reply', reason: 'replied', to: 'owners' }];
    case 'resumed':
      return actor.type === 'system' ? [{ kind: 'reminder', reason: 'resubmitted', to: 'owners' }] : [];
    case 'deferred':
      return data['by'] === 'lead' ? [{ kind: 'handed', reason: 'put-off', to: 'owners' }] : [];
    case 'reminded':
      return [{ kind: 'reminder', reason: 'reminded', to: data['whom'] === 'lead' ? 'leads' : 'owners' }];
    case 'note':
      return [{ kind: 'note', reason: 'noted', to: 'owners' }];
    case 'assigned':
      // What the line gives, or somebody fetches, comes up in their list anyway.
      return [
        ...(data['by'] === 'lead' || data['by'] === 'absence' ? handed('given', data['account']) : []),
        ...handed('taken', data['from']),
      ];
    case 'task-changed':
      return data['lacking'] === true && typeof data['account'] === 'string'
        ? [{ kind: 'handed', reason: 'lacking', to: 'account', account: data['account'] }]
        : [];
    case 'handed-over':
      return handed('given', data['account']);
    case 'returned':
      return handed('taken', data['from']);
    case 'intervention-undone':
      return [...handed('given', data['account']), ...handed('taken', data['from'])];
    case 'expert-answered':
    case 'expert-declined':
    case 'consultation-overdue':
      return typeof data['consultation'] === 'string'
        ? [{ kind: 'expert', reason: kind, to: 'asker', consultation: data['consultation'] }]
        : [];
    case 'approval-asked':
      return typeof data['level'] === 'number' ? [{ kind: 'approval', reason: kind, to: 'approvers', level: data['level'] }] : [];
    case 'granted':
    case 'approval-refused':
      return typeof data['proposedBy'] === 'string'
        ? [{ kind: 'approval', reason: kind === 'granted' ? 'approved' : 'refused', to: 'account', account: data['proposedBy'] }]
        : [];
    case 'nobody-can-take':
      return [{ kind: 'stranded', reason: kind, to: 'leads' }];
    case 'escalated':
      return [{ kind: 'breach', reason: kind, to: 'leads' }];
    case 'promise-broken':
    case 'notice-withheld':
      return (['owners', 'leads'] as const).map((to) => ({ kind: 'promise', reason: kind, to }));
    case 'incident':
      return [{ kind: 'incident', reason: 'stopped', to: 'leads' }];
    case 'token-moved':
      return actor.type === 'system' ? [{ kind: 'incident', reason: 'repaired', to: 'leads' }] : [];
    default:
      return [];
  }
}

const handed = (reason: 'given' | 'taken', account: unknown): Told[] =>
  typeof account === 'string' ? [{ kind: 'handed', reason, to: 'account', account }] : [];
