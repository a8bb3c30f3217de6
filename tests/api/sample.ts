interface Schema {
  /** Several: the last one is null. */
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** The smallest value that a JSON schema takes, so that a call gets past its checks. @param uuid for every id. */
export function sample(schema: unknown, uuid: string): unknown {
  const one = schema as Schema;
  if (one.const !== undefined) return one.const;
  if (one.enum) return one.enum[0];
  if (one.anyOf) return sample(one.anyOf[0], uuid);
  switch ([one.type ?? 'any'].flat()[0] ?? 'any') {
    case 'object':
      return Object.fromEntries((one.required ?? []).map((key) => [key, sample(one.properties?.[key], uuid)]));
    case 'array':
      return Array.from({ length: one.minItems ?? 0 }, () => sample(one.items, uuid));
    case 'integer':
    case 'number':
      return one.minimum ?? 1;
    case 'boolean':
      return true;
    case 'string':
      return text(one, uuid);
    default:
      return {};
  }
}

function text({ format, minLength = 1 }: Schema, uuid: string): string {
  if (format === 'uuid') return uuid;
  if (format === 'date-time') return new Date(Date.now() + 3600_000).toISOString();
  if (format === 'email') return 'someone@mail.example';
  return 'x'.repeat(minLength);
}
