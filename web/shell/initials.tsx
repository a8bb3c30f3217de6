/** A person as two letters; the name stands beside it or in the label of what holds it. */
export function Initials({ name }: { name: string }) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('');
  // Drawn by the style sheet: letters are a picture here, not text that a label would have to repeat.
  return <span className="initials" data-letters={letters.toUpperCase()} aria-hidden="true" />;
}
