import { Link } from 'wouter';
import { useFormat } from '../i18n/format.ts';
import { filterHref, type BoardFilter } from './board-filter.ts';

/** A number that opens what it counts; nothing to open behind zero. */
export function Opens({ count, filter }: { count: number; filter: BoardFilter }) {
  const format = useFormat();
  return count > 0 ? <Link href={filterHref(filter)}>{format.number(count)}</Link> : <span className="muted">0</span>;
}
