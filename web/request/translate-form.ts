/** form-js writes these itself and knows English only. What is in braces of the German text comes from the English one's number or word. */
const german: [RegExp, string][] = [
  [/^Select$/, 'Auswählen'],
  [/^Search$/, 'Suchen'],
  [/^dd([./-])mm\1yyyy$/, 'TT$1MM$1JJJJ'],
  [/^Nothing found\.?$/, 'Nichts gefunden'],
  [/^Field is required\.$/, 'Bitte ausfüllen.'],
  [/^Field must have maximum length of (\d+)\.$/, 'Höchstens $1 Zeichen.'],
  [/^Field must have minimum length of (\d+)\.$/, 'Mindestens $1 Zeichen.'],
  [/^Field must have maximum value of (-?[\d.]+)\.$/, 'Höchstens $1.'],
  [/^Field must have minimum value of (-?[\d.]+)\.$/, 'Mindestens $1.'],
  [/^Field must match pattern .*$/, 'Das hat nicht die verlangte Form.'],
  [/^Field must be a valid email\.$/, 'Das ist keine E-Mail-Adresse.'],
  [/^Field must be a valid\s+international phone number\..*$/, 'Bitte als internationale Nummer, z. B. +4930664040900.'],
];

/** The German words for a text that form-js made; every other text stays as it is. */
export function germanFormText(text: string): string {
  const found = german.find(([pattern]) => pattern.test(text));
  return found ? text.replace(found[0], found[1]) : text;
}

/** Keeps the texts within `form` German while it lives; returns the way to stop. */
export function keepFormGerman(form: HTMLElement): () => void {
  const translate = (): void => {
    const walker = document.createTreeWalker(form, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      const words = germanFormText(text);
      if (words !== text) node.nodeValue = words;
    }
    for (const field of form.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
      const words = germanFormText(field.placeholder);
      if (words !== field.placeholder) field.placeholder = words;
    }
  };
  const observer = new MutationObserver(translate);
  observer.observe(form, { childList: true, characterData: true, subtree: true });
  translate();
  return () => observer.disconnect();
}
