import { isObject, type JsonObject } from '../http/strict-json.ts';

/**
 * An event on one line for people: when, what, who, the service that called KMS for them, the
 * `kms:ViaService` that the request carries (`-`: none), the key, the encryption context, and how it
 * ended. CloudTrail's own form is the file's, and `--json` shows it.
 */
export function eventLine(event: JsonObject): string {
  const identity = objectOf(event['userIdentity']);
  const parameters = objectOf(event['requestParameters']);
  const context = Object.entries(objectOf(parameters['encryptionContext']));
  const denied = event['errorCode'];
  const service = identity['type'] === 'AWSService' ? undefined : identity['invokedBy'];
  const { viaService } = objectOf(event['additionalEventData']);
  return [
    text(event['eventTime']),
    denied === undefined ? '✔' : '✘',
    text(event['eventName']).padEnd(16),
    who(identity),
    `invoked by ${text(service) || '-'}`,
    `kms:ViaService ${text(viaService) || '-'}`,
    `key ${text(parameters['keyId']).replace(/^.*\//, '')}`,
    ...context.map(([name, value]) => `${name}=${text(value)}`),
    ...(denied === undefined ? [] : [`${text(denied)}: ${text(event['errorMessage'])}`]),
  ].join('  ');
}

function who(identity: JsonObject): string {
  const arn = text(identity['arn'] ?? identity['invokedBy']);
  return arn.replace(/^arn:[^:]+:(iam|sts)::/, '');
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
