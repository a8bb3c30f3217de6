/** Marks a drag as one of ours, so the composer can say where it would land. */
export const answerDrag = 'application/x-vorgang-answer';

export function startAnswerDrag(transfer: DataTransfer, text: string): void {
  transfer.effectAllowed = 'copy';
  transfer.setData(answerDrag, text);
  transfer.setData('text/plain', text);
}

/** The standard answer that is dropped; null for other things. */
export function textOfDrag(transfer: DataTransfer): string | null {
  return transfer.types.includes(answerDrag) ? transfer.getData(answerDrag) : null;
}
