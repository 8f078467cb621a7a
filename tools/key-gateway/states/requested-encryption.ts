import type { AwsError } from '../http/aws-error.ts';
import { isObject, type JsonObject } from '../http/strict-json.ts';
import { DEFAULT_REUSE_SECONDS } from './encrypted-target.ts';

/** The encryption that a request asks for: a key, none, no change, or an invalid value. */
export type RequestedEncryption =
  | { readonly kind: 'key'; readonly kmsKeyId: string; readonly reuseSeconds: number }
  | { readonly kind: 'owned' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'invalid'; readonly error: AwsError };

const REUSE = { least: 60, most: 900 } as const;
const TYPES = ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KMS_KEY'];

/**
 * Reads `encryptionConfiguration` of CreateStateMachine, UpdateStateMachine and CreateActivity.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html
 */
export function requestedEncryption(input: JsonObject): RequestedEncryption {
  const given = input['encryptionConfiguration'];
  if (given === undefined || given === null) return { kind: 'silent' };
  if (!isObject(given)) return invalid('SerializationException', 'encryptionConfiguration');
  const { type, kmsKeyId, kmsDataKeyReusePeriodSeconds: period } = given;
  if (typeof type !== 'string' || !TYPES.includes(type))
    return outOfRange('type', TYPES.join(', '));
  if (period !== undefined && period !== null && !isReusePeriod(period)) {
    const { least, most } = REUSE;
    return outOfRange('kmsDataKeyReusePeriodSeconds', `a whole number from ${least} to ${most}`);
  }
  const hasKey = kmsKeyId !== undefined && kmsKeyId !== null;
  if (type === 'AWS_OWNED_KEY') {
    if (hasKey) return invalidKey('Custom kmsKeyId is not allowed when selecting AWS_OWNED_KEY.');
    return { kind: 'owned' };
  }
  if (typeof kmsKeyId !== 'string' || kmsKeyId === '')
    return invalidKey('Must set a valid kmsKeyId.');
  const reuseSeconds = isReusePeriod(period) ? period : DEFAULT_REUSE_SECONDS;
  return { kind: 'key', kmsKeyId, reuseSeconds };
}

/** The error for a key that does not exist or that cannot be used. */
export function invalidEncryption(problem: string): AwsError {
  const message = `Invalid Encryption Configuration: ${problem}`;
  return { status: 400, type: 'InvalidEncryptionConfiguration', message };
}

function invalidKey(problem: string): RequestedEncryption {
  return { kind: 'invalid', error: invalidEncryption(problem) };
}

function invalid(type: string, message: string): RequestedEncryption {
  return { kind: 'invalid', error: { status: 400, type, message } };
}

function outOfRange(member: string, allowed: string): RequestedEncryption {
  const at = `Value at 'encryptionConfiguration.${member}'`;
  return invalid('ValidationException', `1 validation error detected: ${at} must be ${allowed}`);
}

function isReusePeriod(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= REUSE.least && Number(value) <= REUSE.most;
}
