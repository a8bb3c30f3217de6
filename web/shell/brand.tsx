/** The mark and the name: a way from the request to its end, the open point still glowing. */
export function Brand({ compact = false }: { compact?: boolean }) {
  return (
    <span className="brand" role="img" aria-label="Vorgang">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#16545b" />
        <path d="M7 9.5 13.4 23h3L22 11.2" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
        <circle cx="24.2" cy="8.6" r="2.7" fill="#f2b544" />
      </svg>
      {!compact && <span aria-hidden="true">Vorgang</span>}
    </span>
  );
}
