import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './client.ts';
import type { Verdict } from './schema.ts';

/** Every mailbox with what was taken from it and what became of it. */
export async function ledgerSummary(trx: Trx) {
  const { rows } = await sql<{
    mailbox: string;
    address: string;
    serverCount: number | null;
    taken: number;
    undecided: number;
    verdicts: Record<string, number>;
  }>`
    select m.id as mailbox, m.address, f.on_server as "serverCount", coalesce(sum(v.count), 0)::int as taken, coalesce(sum(v.count) filter (where v.verdict is null), 0)::int as undecided,
      coalesce(jsonb_object_agg(v.verdict, v.count) filter (where v.verdict is not null), '{}') as verdicts
    from mailbox m left join (select mailbox, verdict, count(*)::int as count from inbound_mail group by mailbox, verdict) v on v.mailbox = m.id
      left join (select mailbox, sum(on_server)::int as on_server from mailbox_folder group by mailbox) f on f.mailbox = m.id
    group by m.id, m.address, f.on_server order by m.address`.execute(trx);
  return rows;
}

/** What waits for people. */
export async function ledgerCounts(trx: Trx) {
  const { rows } = await sql<{ quarantined: number; failed: number; unknown: number }>`
    select count(*) filter (where verdict = 'quarantined')::int as quarantined, count(*) filter (where verdict = 'failed')::int as failed,
      (select count(*)::int from outbox where state = 'unknown') as unknown
    from inbound_mail where verdict in ('quarantined', 'failed')`.execute(trx);
  return rows[0] ?? { quarantined: 0, failed: 0, unknown: 0 };
}

export interface LedgerFilter {
  mailbox?: string | undefined;
  folder?: string | undefined;
  verdict?: Verdict | 'undecided' | undefined;
  /** Instants. */
  from?: string | undefined;
  until?: string | undefined;
  /** Part of the sender or the subject, or a whole Message-ID. */
  search?: string | undefined;
}

/** Newest first; `before` is the last row's id. Without raw bytes. */
export async function ledgerRows(trx: Trx, { before, limit, ...filter }: LedgerFilter & { before: string | null; limit: number }) {
  const { rows } = await sql<{
    id: string;
    mailbox: string;
    folder: string;
    uid: string;
    size: number;
    receivedAt: Date;
    verdict: Verdict | null;
    reason: string | null;
    sender: string | null;
    subject: string | null;
    request: { id: string; number: string } | null;
    attempts: number;
    error: string | null;
    decidedAt: Date | null;
  }>`
    select i.id, i.mailbox, i.folder, i.uid, i.size, i.received_at as "receivedAt", i.verdict, i.reason, i.sender, i.subject, i.attempts, i.error, i.decided_at as "decidedAt",
      case when r.id is null then null else json_build_object('id', r.id, 'number', r.number) end as request
    from inbound_mail i left join request r on r.id = i.request
    where ${sql.join(conditions(filter, before), sql` and `)} order by i.id desc limit ${limit + 1}`.execute(trx);
  return rows;
}

function conditions({ mailbox, folder, verdict, from, until, search }: LedgerFilter, before: string | null): RawBuilder<unknown>[] {
  const all: (RawBuilder<unknown> | null)[] = [
    before === null ? null : sql`i.id < ${before}`,
    mailbox === undefined ? null : sql`i.mailbox = ${mailbox}`,
    folder === undefined ? null : sql`i.folder = ${folder}`,
    verdict === undefined ? null : verdict === 'undecided' ? sql`i.verdict is null` : hasVerdict(verdict),
    from === undefined ? null : sql`i.received_at >= ${from}`,
    until === undefined ? null : sql`i.received_at < ${until}`,
    search === undefined ? null : found(search),
  ];
  return [sql`true`, ...all.filter((one) => one !== null)];
}

/** Written out for the index on those that wait for people: a parameter would not match its condition. */
function hasVerdict(verdict: Verdict): RawBuilder<unknown> {
  if (verdict === 'quarantined') return sql`i.verdict = 'quarantined'`;
  return verdict === 'failed' ? sql`i.verdict = 'failed'` : sql`i.verdict = ${verdict}`;
}

function found(search: string): RawBuilder<unknown> {
  const text = search.trim();
  if (/^<.+>$/.test(text)) return sql`i.message_id = ${text}`;
  const like = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(i.sender ilike ${like} or i.subject ilike ${like} or i.message_id = ${`<${text}>`})`;
}
