import { SegmentedControl, Textarea } from '@mantine/core';
import { Form } from '@bpmn-io/form-js-viewer';
import { useEffect, useRef, useState } from 'react';
import { EditorFrame } from './editor-frame.tsx';
import { type EditorProps, useDraft } from './use-draft.ts';
import { useWords } from './words.ts';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';

/** A form as JSON with its working preview: fill it in, send it, see what comes out. */
export default function FormEditor(props: EditorProps) {
  const { t } = useWords();
  const open = useDraft(props);
  const [source, setSource] = useState(open.draft.source);
  const [width, setWidth] = useState('desktop');
  const parsed = parse(source);
  return (
    <EditorFrame open={open}>
      <div className="form-editor">
        <Textarea
          label={t('form.source')}
          error={'reason' in parsed ? t('form.broken', { reason: parsed.reason }) : undefined}
          classNames={{ root: 'form-editor__source', wrapper: 'form-editor__wrapper', input: 'form-editor__input' }}
          value={source}
          spellCheck={false}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setSource(value);
            open.changed(() => Promise.resolve({ source: value }));
          }}
        />
        <section className="form-editor__preview" aria-label={t('form.preview')} data-width={width}>
          <div className="form-editor__bar">
            <strong>{t('form.preview')}</strong>
            <SegmentedControl
              size="xs"
              aria-label={t('form.width')}
              value={width}
              onChange={setWidth}
              data={['desktop', 'phone'].map((value) => ({ value, label: t(`form.${value}`) }))}
            />
          </div>
          {'schema' in parsed && <Preview schema={parsed.schema} />}
        </section>
      </div>
    </EditorFrame>
  );
}

function Preview({ schema }: { schema: object }) {
  const { t } = useWords();
  const holder = useRef<HTMLDivElement>(null);
  const [result, setResult] = useState<string | null>(null);
  const json = JSON.stringify(schema);
  useEffect(() => {
    const container = holder.current;
    if (!container) return undefined;
    const form = new Form({ container });
    form.on('submit', (event: { data: unknown; errors: Record<string, unknown> }) => {
      if (Object.keys(event.errors).length === 0) setResult(JSON.stringify(event.data, null, 2));
    });
    setResult(null);
    form
      .importSchema(JSON.parse(json) as object)
      .catch((error: unknown) => setResult(error instanceof Error ? error.message : String(error)));
    return () => form.destroy();
  }, [json]);
  return (
    <>
      <div ref={holder} className="form-editor__form" />
      {result !== null && (
        <div role="status">
          <strong>{t('form.submitted')}</strong>
          <pre>{result}</pre>
        </div>
      )}
    </>
  );
}

function parse(source: string): { schema: object } | { reason: string } {
  try {
    return { schema: JSON.parse(source) as object };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
