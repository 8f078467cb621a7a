import type { JsonObject } from '../http/strict-json.ts';

/**
 * Members of a request that CloudTrail shows. All others are left out, above all those that are
 * data: plaintexts, ciphertexts, messages, signatures, key state and tokens.
 * https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 */
const SHOWN = [
  'AliasName',
  'DestinationKeyId',
  'Description',
  'EncryptionAlgorithm',
  'GrantId',
  'GranteePrincipal',
  'KeyPairSpec',
  'KeySpec',
  'MacAlgorithm',
  'MessageType',
  'NumberOfBytes',
  'Operations',
  'PendingWindowInDays',
  'PolicyName',
  'RetiringPrincipal',
  'RotationPeriodInDays',
  'SigningAlgorithm',
  'SourceKeyId',
  'TargetKeyId',
] as const;

/** What an event shows of a request, with names as CloudTrail writes them. */
export function recordedParameters(input: JsonObject): JsonObject {
  return Object.fromEntries(
    SHOWN.filter((name) => input[name] !== undefined).map((name) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      input[name],
    ]),
  );
}
