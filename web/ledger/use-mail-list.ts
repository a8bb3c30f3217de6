import { useCallback, useMemo, useState } from 'react';
import type { LedgerRow } from '../../api/types.ts';
import { useFrozenList } from '../inbox/use-frozen-list.ts';
import { usePages } from '../server/queries.ts';
import type { LedgerQuery } from './ledger-query.ts';

/** More cannot be picked at once. */
const mostPicked = 2000;

/** The ledger's mails of one filter: pages as one list that stands still while somebody is in it, and those that were just decided. */
export function useMailList(query: LedgerQuery) {
  const pages = usePages('GET /api/ledger/mails', { query: { limit: 100, ...query } });
  const items = useMemo(() => pages.items?.map((mail) => ({ ...mail, key: mail.id })), [pages.items]);
  const list = useFrozenList(JSON.stringify(query), items);
  const [decided, decide] = useState<ReadonlySet<string>>(new Set());
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const rows = useMemo(() => list.rows.map(({ item, gone }) => ({ item, gone: gone || decided.has(item.id) })), [list.rows, decided]);
  return {
    ...list,
    pages,
    rows,
    onEnd,
    /** Takes rows out of the list before the server has. */
    leave: (ids: string[]): void => decide((before) => new Set([...before, ...ids])),
    /** Those that the server still has come back. */
    async lookAgain(ids: string[]): Promise<void> {
      await pages.refetch();
      decide((before) => new Set([...before].filter((id) => !ids.includes(id))));
    },
    /** Fetches on until all are there, for picking them all. */
    async fetchAll(): Promise<void> {
      let page = await fetchNextPage();
      while (page.hasNextPage && (page.data?.pages.length ?? 0) * 100 < mostPicked) page = await fetchNextPage();
    },
  };
}

export type MailListState = ReturnType<typeof useMailList>;

/** The mail that comes up after one was decided: the next one below, else the last above. */
export function nextOf(rows: { item: LedgerRow; gone: boolean }[], decided: string): string | null {
  const at = rows.findIndex(({ item }) => item.id === decided);
  const left = rows.filter(({ item, gone }) => !gone && item.id !== decided);
  return (left.find(({ item }) => rows.findIndex((row) => row.item.id === item.id) > at) ?? left.at(-1))?.item.id ?? null;
}
