import { keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { complain } from '../shell/toasts.tsx';
import { problemText } from './problem-text.ts';
import { api, type Input, type Reply, type RouteName } from './client.ts';
import { isProblem } from './problem.ts';

export type ReadRoute = Extract<RouteName, `GET ${string}`>;
type PagedRoute = { [N in ReadRoute]: Reply<N> extends { items: unknown[]; nextCursor: string | null } ? N : never }[ReadRoute];
type Item<N extends PagedRoute> = Reply<N> extends { items: (infer I)[] } ? I : never;

/** News tells what changed, so nothing is asked again by time or by focus alone. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && (!isProblem(error) || error.status === 0 || error.status >= 500),
    },
  },
});

export interface ReadOptions {
  enabled?: boolean;
  /** Show the last answer while a new one is on its way (search, paging). */
  keep?: boolean;
  refetchInterval?: number;
}

/** Reads one route and follows the news about it. Its key is the route with its input. */
export function useApi<N extends ReadRoute>(name: N, input: Input<N>, { enabled = true, keep = false, refetchInterval }: ReadOptions = {}) {
  return useQuery<Reply<N>>({
    queryKey: [name, input],
    queryFn: ({ signal }) => api(name, { ...input, signal }),
    enabled,
    ...(keep && { placeholderData: keepPreviousData }),
    ...(refetchInterval !== undefined && { refetchInterval }),
  });
}

/** A keyset page and those after it, as one list. */
export function usePages<N extends PagedRoute>(name: N, input: Input<N>, { enabled = true }: ReadOptions = {}) {
  const pages = useInfiniteQuery({
    queryKey: [name, input],
    queryFn: ({ pageParam, signal }) => {
      const { query } = input as { query?: Record<string, unknown> };
      return api(name, { ...input, query: { ...query, ...(pageParam && { cursor: pageParam }) }, signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => (page as { nextCursor: string | null }).nextCursor,
    enabled,
  });
  // The same list until other data comes: effects and rows depend on it.
  const items = useMemo(() => pages.data?.pages.flatMap((page) => (page as unknown as { items: Item<N>[] }).items), [pages.data]);
  return { ...pages, items };
}

interface ActOptions<N extends RouteName> {
  onDone?: (reply: Reply<N>, input: Input<N>) => void;
  /** True: this problem was dealt with. Else it is shown as a notice. */
  onProblem?: (error: unknown, input: Input<N>) => boolean;
}

/** Changes something; what cannot be done is said aloud unless `onProblem` takes care of it. */
export function useAct<N extends RouteName>(name: N, { onDone, onProblem }: ActOptions<N> = {}) {
  return useMutation<Reply<N>, Error, Input<N>>({
    mutationFn: (input) => api(name, input),
    onSuccess: (reply, input) => onDone?.(reply, input),
    onError: (error, input) => {
      if (!onProblem?.(error, input)) complain(problemText(error));
    },
  });
}

/** Asks again for every shown answer that `about` names. */
export function refresh(about: (name: ReadRoute, params: Record<string, string>) => boolean): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const [name, input] = queryKey as [ReadRoute, { params?: Record<string, string> } | undefined];
      return about(name, input?.params ?? {});
    },
  });
}

export const refreshRequest = (request: string): void =>
  refresh((name, { id }) => name.startsWith('GET /api/requests/:id') && id === request);
export const refreshTasks = (): void => refresh((name) => name.startsWith('GET /api/tasks') || name.startsWith('GET /api/board'));
