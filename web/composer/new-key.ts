/** An idempotency key. Not `crypto.randomUUID()`: browsers give that only over HTTPS, and a first look at the product may go by plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
