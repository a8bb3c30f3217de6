import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types.ts';

const link = /(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?])/g;

/** A message's own words, links made clickable; its signature stands back, what it quotes is folded. */
export function PlainText({
  message: { text, quotedFrom, signatureFrom },
}: {
  message: Pick<Message, 'text' | 'quotedFrom' | 'signatureFrom'>;
}) {
  const { t } = useTranslation();
  const own = quotedFrom === null ? text : text.slice(0, quotedFrom);
  const quote = quotedFrom === null ? '' : text.slice(quotedFrom);
  return (
    <div className="plain-text">
      <Linked text={own.slice(0, signatureFrom ?? own.length).trim()} />
      {signatureFrom !== null && (
        <p className="plain-text__signature">
          <Linked text={own.slice(signatureFrom).trim()} />
        </p>
      )}
      {quote.trim() && (
        <details>
          <summary>{t('conversation.quote')}</summary>
          <blockquote>
            <Linked text={quote.trim()} />
          </blockquote>
        </details>
      )}
    </div>
  );
}

function Linked({ text }: { text: string }) {
  return text.split(link).map((part, index) =>
    index % 2 === 1 ? (
      <a key={`${index}${part}`} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
