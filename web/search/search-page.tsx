import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch, type RouteComponentProps } from 'wouter';
import { Workspace } from '../shell/workspace.tsx';
import { CustomerResults, RequestResults } from './results.tsx';
import './search.css';

const RequestWindow = lazy(() => import('../request/request-window.tsx'));
export const states = ['open', 'waiting', 'closed', 'archived'] as const;
export type StateFilter = (typeof states)[number] | 'all';

/** Requests by number, subject and every word in them, and customers. The search stands in the address, so it can be shared and gone back to. */
export default function SearchPage({ params }: RouteComponentProps<{ request?: string }>) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const query = new URLSearchParams(useSearch());
  const [typed, setTyped] = useState(query.get('q') ?? '');
  const state = (query.get('state') ?? 'all') as StateFilter;
  const [search] = useDebouncedValue(typed.trim(), 200);
  const suffix = address('', { q: search, state });
  const here = `/search${params.request ? `/${params.request}` : ''}`;
  const write = useEffectEvent((q: string) => go(address(here, { q, state }), { replace: true }));
  useEffect(() => write(search), [search]);
  return (
    <Workspace
      list={
        <section className="search pane" aria-label={t('search.title')}>
          <header className="search__head">
            <h1 className="visually-hidden">{t('search.title')}</h1>
            <TextInput
              className="search__input"
              type="search"
              size="md"
              autoFocus={!params.request}
              leftSection={<IconSearch size={18} aria-hidden />}
              aria-label={t('search.title')}
              placeholder={t('search.placeholder')}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <NativeSelect
              size="xs"
              aria-label={t('search.state')}
              value={state}
              data={(['all', ...states] as const).map((one) => ({
                value: one,
                label: one === 'all' ? t('search.all') : t(`request.status.${one}`),
              }))}
              onChange={({ currentTarget: { value } }) => go(address(here, { q: search, state: value }))}
            />
          </header>
          <div className="pane__scroll">
            {search.length > 1 && <CustomerResults search={search} />}
            <RequestResults search={search} state={state} current={params.request} suffix={suffix} />
          </div>
        </section>
      }
      detail={params.request ? <RequestWindow key={params.request} id={params.request} onClose={() => go(`/search${suffix}`)} /> : null}
    />
  );
}

/** A page's address with the search in it; what says nothing is left out. */
function address(path: string, { q, state }: { q: string; state: string }): string {
  return `${path}?${new URLSearchParams({ ...(q && { q }), ...(state !== 'all' && { state }) })}`;
}
