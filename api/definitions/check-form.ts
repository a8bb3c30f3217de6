import type { Finding } from '../../domain/process/types.ts';

interface Component {
  type?: unknown;
  id?: unknown;
  key?: unknown;
  label?: unknown;
  components?: unknown;
}

/** What is wrong with a form-js schema: its keys become the process's variables, so each must be one and be unique. */
export function checkForm(source: string, form: string): Finding[] {
  const findings: Finding[] = [];
  const add = (component: Component | null, code: string, message: Finding['message'], remedy: Finding['remedy']) => {
    const element = typeof component?.id === 'string' ? component.id : null;
    const elementName = typeof component?.label === 'string' ? component.label : null;
    findings.push({ severity: 'error', code, definition: form, element, elementName, place: null, message, remedy });
  };
  const schema = parsed(source);
  if (schema === null || !Array.isArray(schema.components)) {
    add(
      null,
      'form-invalid',
      { de: 'Das ist kein Formular (form-js).', en: 'This is no form (form-js).' },
      { de: 'Speichern Sie es im Formular-Editor neu.', en: 'Save it again in the form editor.' },
    );
    return findings;
  }
  if (schema.id !== form) {
    add(
      null,
      'form-id',
      {
        de: `Die Kennung des Formulars ist „${String(schema.id)}“ statt „${form}“.`,
        en: `The form's id is "${String(schema.id)}", not "${form}".`,
      },
      { de: `Setzen Sie die Kennung auf „${form}“.`, en: `Set the id to "${form}".` },
    );
  }
  const keys = new Set<string>();
  for (const component of all(schema.components)) {
    if (typeof component.key !== 'string') continue;
    if (!/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(component.key)) {
      add(
        component,
        'form-key',
        { de: `„${component.key}“ ist kein Name für eine Variable.`, en: `"${component.key}" is no name for a variable.` },
        { de: 'Verwenden Sie Buchstaben, Ziffern und Unterstriche.', en: 'Use letters, digits and underscores.' },
      );
    }
    if (keys.has(component.key)) {
      add(
        component,
        'form-duplicate-key',
        { de: `Zwei Felder schreiben in „${component.key}“.`, en: `Two fields write to "${component.key}".` },
        { de: 'Geben Sie einem der Felder einen anderen Schlüssel.', en: 'Give one of the fields another key.' },
      );
    }
    keys.add(component.key);
  }
  return findings;
}

function parsed(source: string): { id?: unknown; components?: unknown } | null {
  try {
    const schema: unknown = JSON.parse(source);
    return typeof schema === 'object' && schema !== null ? schema : null;
  } catch {
    return null;
  }
}

function all(components: unknown[]): Component[] {
  return components.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    const component = one as Component;
    return [component, ...all(Array.isArray(component.components) ? component.components : [])];
  });
}
