import type { NotificationKind } from '../../domain/notification/kinds.ts';
import type { CreatedAt, Id, InstantOrNull, Nullable, TenantColumn } from './columns.ts';

export interface NotificationTables {
  /** What a person is told; about a request or a mailbox. */
  notification: {
    id: Id;
    tenant: TenantColumn;
    account: string;
    kind: NotificationKind;
    reason: string;
    request: Nullable<string>;
    mailbox: Nullable<string>;
    by_account: Nullable<string>;
    at: CreatedAt;
    read_at: InstantOrNull;
  };
}
