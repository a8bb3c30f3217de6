/** Ids of the decisions in a DMN file; enough to ask which graphs hold them. */
export const decisionIds = (source: string): string[] =>
  [...source.matchAll(/<(?:\w+:)?decision\s[^>]*?\bid="([^"]+)"/g)].flatMap((match) => match[1] ?? []);
