import { useEffect, useRef, useState } from 'react';
import type { DefinitionType } from '../../api/types.ts';
import { useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { useWords } from './words.ts';

interface VersionViewProps {
  type: DefinitionType;
  definition: string;
  number: number;
}

/** An old version to look at, drawn as its editor draws it. */
export default function VersionView({ type, definition, number }: VersionViewProps) {
  const version = useApi('GET /api/definitions/:type/:key/versions/:number', { params: { type, key: definition, number } });
  if (version.error) return <Failure error={version.error} retry={() => void version.refetch()} />;
  if (!version.data) return <Waiting />;
  if (type === 'form') return <pre className="version-source">{version.data.source}</pre>;
  return <Drawing type={type} source={version.data.source} />;
}

function Drawing({ type, source }: { type: 'process' | 'decision'; source: string }) {
  const { t, language } = useWords();
  const holder = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const container = holder.current;
    if (!container) return undefined;
    const drawn = drawInto(container, { type, source, language });
    drawn.catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
    return () => {
      void drawn.then(
        (end) => end(),
        () => undefined,
      );
    };
  }, [type, source, language]);
  if (failure !== null) return <p role="alert">{t('loadFailed', { reason: failure })}</p>;
  return <div ref={holder} className="version-drawing" />;
}

async function drawInto(
  container: HTMLElement,
  { type, ...given }: { type: 'process' | 'decision'; source: string; language: 'de' | 'en' },
): Promise<() => void> {
  const { draw } = type === 'process' ? await import('./view-process.ts') : await import('./view-decision.ts');
  return draw({ container, ...given });
}
