import { IconAlertTriangle, IconCircleCheck, IconClockQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LedgerSummary } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useNow } from '../shell/now.ts';
import { folderName, isOnServer } from './folder-name.ts';
import { verdicts } from './ledger-query.ts';

type Mailbox = LedgerSummary['mailboxes'][number];
type Folder = Mailbox['folders'][number];

type Standing = 'well' | 'uncounted' | 'failing';
const icons = { well: IconCircleCheck, uncounted: IconClockQuestion, failing: IconAlertTriangle };

/** `uncounted`: nobody could compare it with its server yet, so nobody knows. */
function standingOf(folders: Folder[]): Standing {
  const active = folders.filter((one) => one.active);
  if (active.some(({ missing, error }) => missing > 0 || error !== null)) return 'failing';
  return active.length > 0 && active.every(({ onServer }) => onServer !== null) ? 'well' : 'uncounted';
}

/** Every mailbox: what the server has beside what the ledger has, folder by folder, and what became of it. */
export function Balances({ mailboxes }: { mailboxes: Mailbox[] }) {
  const { t } = useTranslation();
  const count = (standing: Standing): number => mailboxes.filter(({ folders }) => standingOf(folders) === standing).length;
  const [failing, uncounted, well] = [count('failing'), count('uncounted'), count('well')];
  const standing = failing > 0 ? 'failing' : uncounted > 0 ? 'uncounted' : 'well';
  const StateIcon = icons[standing];
  const words = [
    ...(failing > 0 ? [t('ledger.notBalanced', { count: failing })] : []),
    ...(uncounted > 0 ? [t('ledger.uncounted', { count: uncounted })] : []),
    ...(failing === 0 && well > 0 ? [t('ledger.allBalanced', { count: well })] : []),
  ];
  return (
    // Opened by itself where something does not add up.
    <details className="balances" data-state={standing} open={failing > 0 || undefined}>
      <summary>
        <StateIcon size={17} aria-hidden />
        <span>{words.join(' ')}</span>
      </summary>
      <ul className="cards balances__list">
        {mailboxes.map((mailbox) => (
          <Balance key={mailbox.mailbox} mailbox={mailbox} />
        ))}
      </ul>
    </details>
  );
}

function Balance({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTranslation();
  const format = useFormat();
  const standing = standingOf(mailbox.folders);
  const StateIcon = icons[standing];
  const sums = [
    ...(mailbox.undecided > 0 ? [['undecided', mailbox.undecided] as const] : []),
    ...verdicts.flatMap((verdict) => (mailbox.verdicts[verdict] ? [[verdict, mailbox.verdicts[verdict]] as const] : [])),
  ];
  return (
    <li className="card" data-state={standing}>
      <header className="card__head">
        <StateIcon size={18} aria-hidden />
        <h2>{mailbox.address}</h2>
        <span className="card__state">
          {t(standing === 'well' ? 'ledger.complete' : standing === 'failing' ? 'ledger.open' : 'ledger.unknownYet')}
        </span>
      </header>
      {mailbox.folders.length === 0 && <p className="muted small">{t('ledger.notCounted')}</p>}
      {mailbox.folders.map((folder) => (
        <FolderAccount key={folder.name} folder={folder} />
      ))}
      {sums.length > 0 && (
        <p className="balances__sums">
          {sums.map(([verdict, count]) => (
            <Link key={verdict} href={`/ledger?mailbox=${mailbox.mailbox}&verdict=${verdict}`}>
              {t(`ledger.verdicts.${verdict}`)} <strong>{format.number(count)}</strong>
            </Link>
          ))}
        </p>
      )}
    </li>
  );
}

/** The equation in words: what the server has and what is gone from it is what the ledger has, what was there before our time, and what is missing. */
function FolderAccount({ folder }: { folder: Folder }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { onServer, inLedger, before, vanished, missing, earlier, countedAt, error } = folder;
  if (onServer === null) return <p className="muted small">{t('ledger.folder.notCounted', { name: folderName(folder.name, t) })}</p>;
  const parts = [
    t('ledger.folder.inLedger', { n: format.number(inLedger) }),
    ...(before > 0 ? [t('ledger.folder.before', { n: format.number(before) })] : []),
    ...(vanished > 0 ? [t('ledger.folder.vanished', { n: format.number(vanished) })] : []),
  ];
  return (
    <div className="balances__folder">
      <p>
        <strong>{folderName(folder.name, t)}</strong>
        {!folder.active && <span className="muted"> {t('ledger.folder.inactive')}</span>}:{' '}
        {isOnServer(folder.name) && `${t('ledger.folder.onServer', { n: format.number(onServer) })} = `}
        {parts.join(' ')}
        {missing > 0 && <strong className="card__error"> + {t('ledger.folder.missing', { n: format.number(missing) })}</strong>}
      </p>
      {missing > 0 && <p className="card__error small">{t('ledger.folder.missingHint')}</p>}
      {error !== null && folder.active && <p className="card__error small">{error}</p>}
      <p className="muted small">
        {countedAt && t('ledger.folder.countedAt', { at: format.moment(countedAt, now) })}
        {earlier > 0 && ` · ${t('ledger.folder.earlier', { n: format.number(earlier) })}`}
      </p>
    </div>
  );
}
