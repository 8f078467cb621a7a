import { parseArn } from 'who-can-read';
import { answerJson } from '../http/answer-json.ts';
import type { AwsError } from '../http/aws-error.ts';
import type { Answer } from '../http/exchange.ts';
import type { JsonObject } from '../http/strict-json.ts';
import { keyIn } from './requested-key.ts';

/** Operations whose answer must name its key. */
const TELLING = ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncrypt'];

/**
 * Returns an error when the answer is from another key than the decided one. The emulator uses the
 * key of the ciphertext when it does not find the requested one, and the requested key for a
 * ciphertext of another key.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 *
 * @param answer an answer that is not an error.
 * @returns undefined when the answer is from the decided key.
 * @throws InvalidUpstreamResponseError
 */
export function otherKeyError(
  { operation, input }: { operation: string; input: JsonObject },
  answer: Answer,
  keyArn: string,
): AwsError | undefined {
  const ciphertext = input['CiphertextBlob'];
  const within = typeof ciphertext === 'string' ? keyIn(ciphertext) : undefined;
  if (within !== undefined && !isSame(within, keyArn)) return incorrectKey;
  const said = answer.body.length === 0 ? undefined : answerJson(answer)['KeyId'];
  if (said === undefined && !TELLING.includes(operation)) return undefined;
  return typeof said === 'string' && isSame(said, keyArn) ? undefined : incorrectKey;
}

function isSame(said: string, keyArn: string): boolean {
  const { account, region, resource } = parseArn(keyArn);
  return /^arn:[^:]+:kms:/.test(said)
    ? said.split(':').slice(3).join(':') === `${region}:${account}:${resource}`
    : `key/${said}` === resource;
}

const incorrectKey: AwsError = {
  status: 400,
  type: 'IncorrectKeyException',
  message: 'The key ID in the request does not identify the key that can perform this operation.',
};
