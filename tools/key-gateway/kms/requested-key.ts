import type { JsonObject } from '../http/strict-json.ts';

const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})/;
const ID_LENGTH = 36;

/**
 * Returns the key that a request names by `KeyId` or by its ciphertext. Emulators put the id of a
 * symmetric key at the beginning of their ciphertexts, where AWS has its own metadata.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 *
 * @returns undefined when it names none.
 */
export function requestedKey(input: JsonObject, member = 'KeyId'): string | undefined {
  const keyId = input[member];
  if (typeof keyId === 'string' && keyId !== '') return keyId;
  const ciphertext = input['CiphertextBlob'];
  return typeof ciphertext === 'string' ? keyIn(ciphertext) : undefined;
}

/** Returns the id of the key in a ciphertext (Base64), if it has one. */
export function keyIn(ciphertext: string): string | undefined {
  const head = Buffer.from(ciphertext.slice(0, 64), 'base64').toString('latin1');
  return KEY_ID.test(head) ? head.slice(0, ID_LENGTH) : undefined;
}
