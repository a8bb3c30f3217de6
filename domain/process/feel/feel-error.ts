/** An evaluation that cannot go on; `code` is the incident's. */
export class FeelError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
