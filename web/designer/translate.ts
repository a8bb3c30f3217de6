import { german } from './german.ts';

/** bpmn.io's own texts in German; what has no translation stays English. `{name}` is filled in by both. */
export function translateModule(language: 'de' | 'en'): object {
  const translate = (template: string, values: Record<string, string> = {}): string => {
    const text = language === 'de' ? (german[template] ?? template) : template;
    return text.replace(/\{([^}]+)\}/g, (whole, name: string) => values[name] ?? whole);
  };
  return { translate: ['value', translate] };
}
