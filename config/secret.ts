import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/**
 * Encrypts a secret for a bytea column: AES-256-GCM, a fresh nonce each time, so equal texts look different.
 * @param key the installation's SECRET_KEY (any text with at least 32 random characters)
 * @returns version (1 byte), nonce, tag, ciphertext
 */
export function seal(key: string, text: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(ALGORITHM, cipherKey(key), nonce);
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), content]);
}

/** @throws Error where the content was changed or sealed with another key. */
export function unseal(key: string, sealed: Buffer): string {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) {
    throw new Error('This is no sealed secret of this version. Enter the secret again.');
  }
  const decipher = createDecipheriv(ALGORITHM, cipherKey(key), sealed.subarray(1, 1 + NONCE), { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new Error(
      'A sealed secret cannot be opened: SECRET_KEY is another one than when it was sealed. Restore the key or enter the secret again.',
      {
        cause,
      },
    );
  }
}

/** SECRET_KEY is random already, so one HKDF step is enough; the label keeps this key apart from other uses. */
function cipherKey(key: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'vorgang sealed secrets', 32));
}
