import { Button, JsonInput, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Standing } from '../../api/types.ts';
import type { Variables } from '../../domain/process/types.ts';
import { parseVariables } from '../request/parse-variables.ts';
import { isProblem } from '../server/problem.ts';
import { useAct, useApi } from '../server/queries.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { tell } from '../shell/toasts.tsx';
import { useWords } from './words.ts';

/** Puts one request right: its token somewhere else, or other values. Each with a reason, in its history and the audit. */
export function CorrectDialog({ request, number, onClose }: { request: string; number: string; onClose: () => void }) {
  const t = useWords();
  const standing = useApi('GET /api/requests/:id/standing', { params: { id: request } });
  const [reason, setReason] = useState('');
  const changed = (): void => void standing.refetch();
  return (
    <Modal opened onClose={onClose} size="lg" title={t('correct.title', { number })} closeButtonProps={{ 'aria-label': t('close') }}>
      {standing.isPending && <Waiting />}
      {standing.error &&
        (isProblem(standing.error, 'request-closed') ? <p>{t('correct.closed')}</p> : <Failure error={standing.error} retry={changed} />)}
      {standing.data && (
        <>
          <TextInput
            data-autofocus
            label={t('reason')}
            description={t('reasonHint')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <h2 className="migration__heading">{t('correct.tokens')}</h2>
          {standing.data.tokens.map((token) => (
            <MoveToken key={token.activation} request={request} token={token} reason={reason.trim()} onDone={changed} />
          ))}
          <SetVariables
            key={JSON.stringify(standing.data.variables)}
            request={request}
            variables={standing.data.variables}
            reason={reason.trim()}
            onDone={changed}
          />
        </>
      )}
    </Modal>
  );
}

interface CorrectionProps {
  request: string;
  reason: string;
  onDone: () => void;
}

function MoveToken({ request, token, reason, onDone }: CorrectionProps & { token: Standing['tokens'][number] }) {
  const t = useWords();
  const [element, choose] = useState(token.element);
  const move = useAct('POST /api/requests/:id/tokens/:activation/move', {
    onDone: () => {
      tell(t('correct.moved'));
      onDone();
    },
  });
  return (
    <div className="migration__move">
      <NativeSelect
        label={t('correct.moveTo', { name: token.name, process: token.process })}
        value={element}
        data={token.targets.map((target) => ({ value: target.element, label: target.name }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Button
        variant="default"
        loading={move.isPending}
        disabled={!reason || element === token.element}
        onClick={() => move.mutate({ params: { id: request, activation: token.activation }, body: { element, reason } })}
      >
        {t('correct.move')}
      </Button>
    </div>
  );
}

function SetVariables({ request, variables, reason, onDone }: CorrectionProps & { variables: Variables }) {
  const t = useWords();
  const original = JSON.stringify(variables, null, 2);
  const [text, write] = useState(original);
  const changed = changes(variables, text);
  const set = useAct('POST /api/requests/:id/variables', {
    onDone: () => {
      tell(t('correct.isSet'));
      onDone();
    },
  });
  return (
    <>
      <JsonInput
        mt="md"
        label={t('correct.variables')}
        description={t('correct.variablesHint')}
        autosize
        minRows={4}
        maxRows={16}
        value={text}
        onChange={write}
        error={changed === null && t('correct.invalid')}
      />
      <Button
        mt="xs"
        variant="default"
        loading={set.isPending}
        disabled={!reason || changed === null || Object.keys(changed).length === 0}
        onClick={() => set.mutate({ params: { id: request }, body: { variables: changed ?? {}, reason } })}
      >
        {t('correct.set')}
      </Button>
    </>
  );
}

/** The variables that differ; null where the text is no object. */
function changes(before: Variables, text: string): Variables | null {
  const now = parseVariables(text);
  return now && Object.fromEntries(Object.entries(now).filter(([name, one]) => JSON.stringify(before[name]) !== JSON.stringify(one)));
}
