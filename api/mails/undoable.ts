/** @param before the decision that an overruling replaced; where it closed the request that the mail had made there is no way back. */
export const isUndoable = (before: unknown): boolean => typeof before === 'object' && before !== null && !('closed' in before);
