import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { DryRun } from '../../api/types.ts';
import { api } from '../server/client.ts';

interface Asked {
  process: string;
  from: number;
  to: number;
  /** The mapping as JSON. */
  elements: string;
  only: 'able' | 'unable' | undefined;
  enabled: boolean;
}

/** What a mapping would do to every running request, page by page; the last answer stays until the next one is there. */
export function useDryRun({ process, from, to, elements, only, enabled }: Asked) {
  const asked = useInfiniteQuery({
    queryKey: ['dry run', process, from, to, elements, only],
    queryFn: ({ pageParam, signal }): Promise<DryRun> => {
      const mapping = JSON.parse(elements) as Record<string, string>;
      const body = { from, to, elements: mapping, ...(only ? { only } : {}), ...(pageParam ? { after: pageParam } : {}) };
      return api('POST /api/processes/:key/migration/dry-run', { params: { key: process }, body, signal });
    },
    initialPageParam: '',
    getNextPageParam: (page: DryRun) => page.nextCursor,
    enabled,
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  return {
    pages: asked.data?.pages ?? [],
    error: asked.error,
    isFetching: asked.isFetching,
    again: () => void asked.refetch(),
    more: asked.hasNextPage ? () => void asked.fetchNextPage() : null,
  };
}
