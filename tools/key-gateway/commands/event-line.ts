import { isObject, type JsonObject } from '../http/strict-json.ts';

/**
 * Returns an event as one line of text: time, operation, principal, the service that called KMS for
 * it, the `kms:ViaService` of the request (`-`: none), the key, the encryption context, and the
 * result. The file has CloudTrail's form, which `--json` shows.
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
