import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RequestItem } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';

/** Requests as short lines: subject, state, when. */
export function RequestLinks({ title, requests }: { title: string; requests: RequestItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const heading = useId();
  if (requests.length === 0) return null;
  return (
    <section aria-labelledby={heading}>
      <h3 className="panel-subtitle" id={heading}>
        {title} <span className="muted">{requests.length}</span>
      </h3>
      <ul className="plain-list">
        {requests.map((request) => (
          <li key={request.id}>
            <Link className="request-link" href={`/requests/${request.id}`}>
              <span className="truncate">{request.subject}</span>
              <small className="muted">
                {request.number} · {t(`request.status.${request.status}`)} · {format.date(request.closedAt ?? request.createdAt)}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
