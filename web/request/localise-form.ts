import type { Json } from '../../domain/process/types.ts';

/** Texts of form-js that people read. The English one stands in the element's custom properties: `labelEn` for `label`, or for a date's `dateLabel`. */
const texts = ['label', 'text', 'description', 'dateLabel', 'timeLabel', 'placeholder'];

/** The form in English where its designer gave English texts; in German it is as it was drawn. */
export function localiseForm(schema: Json, language: 'de' | 'en'): Json {
  if (language === 'de' || typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((part) => localiseForm(part, language));
  const { properties } = schema;
  const own = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {};
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => [
    key,
    key === 'properties' ? value : localiseForm(value, language),
  ]);
  const english = texts.flatMap((key): [string, Json][] => {
    const text = own[`${key}En`];
    return typeof text === 'string' ? [[key === 'label' && 'dateLabel' in schema ? 'dateLabel' : key, text]] : [];
  });
  return Object.fromEntries([...entries, ...english]);
}
