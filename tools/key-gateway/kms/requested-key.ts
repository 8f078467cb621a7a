import type { JsonObject } from '../http/strict-json.ts';

const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})/;
const ID_LENGTH = 36;

/**
 * The key that a request names: by `KeyId`, or in what it has encrypted. Emulators put the id of a
 * symmetric key at the beginning of their ciphertexts, as AWS has its own mark there.
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

/** The id of the key under which a ciphertext (Base64) was made, where it shows. */
export function keyIn(ciphertext: string): string | undefined {
  const head = Buffer.from(ciphertext.slice(0, 64), 'base64').toString('latin1');
  return KEY_ID.test(head) ? head.slice(0, ID_LENGTH) : undefined;
}
