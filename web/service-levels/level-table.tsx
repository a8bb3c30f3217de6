import { useTranslation } from 'react-i18next';
import type { ServiceLevelTable } from '../../api/types.ts';
import { useFormat } from '../i18n/format.ts';
import { useVocabulary } from '../server/vocabulary.ts';
import { resultText, testText } from './cell-text.ts';
import { useCalendarNames } from './use-calendar-names.ts';

const inputs: Record<string, 'kind' | 'class' | 'channel' | 'setPriority'> = {
  kind: 'kind',
  customerClass: 'class',
  'request.channel': 'channel',
  'request.priority': 'setPriority',
};
const outputs = [
  'priority',
  'firstResponseMinutes',
  'nextResponseMinutes',
  'resolutionMinutes',
  'atRiskShare',
  'calendar',
  'closeAfter',
  'pauses',
  'expertPauses',
  'wallTime',
] as const;

/** A service-level table to be read: its first rule that fits counts, so the order stays. */
export function LevelTable({ item }: { item: ServiceLevelTable }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { title } = useVocabulary();
  const names = { t, format, kind: (key: string) => title('kind', key), calendar: useCalendarNames().nameOf };
  if (item.rules.length === 0) return <p className="muted">{t('serviceLevels.noTable')}</p>;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={item.table?.title ?? item.process.name}>
      <table className="table service-levels__table">
        <thead>
          <tr>
            {item.inputs.map(({ label, feel }) => (
              <th key={feel} scope="col">
                {inputs[feel] ? t(`serviceLevels.input.${inputs[feel]}`) : label || feel}
              </th>
            ))}
            {item.outputs.map(({ name }) => {
              const known = outputs.find((one) => one === name);
              return (
                <th key={name} scope="col">
                  {known ? t(`serviceLevels.output.${known}`) : name}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {item.rules.map((rule) => (
            <tr key={rule.id}>
              {item.inputs.map(({ feel }, index) => (
                <td key={feel}>
                  {testText(feel, rule.tests[index] ?? '', names) ?? <span className="service-levels__any">{t('serviceLevels.any')}</span>}
                </td>
              ))}
              {item.outputs.map(({ name }, index) => (
                <td key={name}>{resultText(name, rule.outputs[index] ?? '', names)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
