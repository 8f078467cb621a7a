import type { ContextInput, GrantRequest, KmsOperation, KmsRequest } from 'who-can-read';
import { AmbiguousJsonError, isObject, type JsonObject } from '../http/strict-json.ts';

type Pairs = Readonly<Record<string, string>>;

/**
 * Returns a direct request to KMS in the form of the policy engine: no service calls for the caller.
 *
 * @param contextMember name of the member that holds the encryption context.
 * @throws AmbiguousJsonError when a member is not of the kind that KMS takes.
 */
export function kmsRequest(
  operation: KmsOperation,
  input: JsonObject,
  context: ContextInput,
  contextMember = 'EncryptionContext',
): KmsRequest {
  const encryptionContext = pairs(input, contextMember);
  const alias = aliasOf(input['KeyId']);
  const grantId = input['GrantId'];
  return {
    operation,
    context: { ...context, ...recipient },
    ...(encryptionContext ? { encryptionContext } : {}),
    ...(alias === undefined ? {} : { alias }),
    ...(operation === 'CreateGrant' ? { grant: grantRequest(input) } : {}),
    ...(typeof grantId === 'string' ? { grantId } : {}),
  };
}

/** Requests of Nitro enclaves do not pass through the gateway. */
const recipient = { 'kms:RecipientAttestation:ImageSha384': null } as const;

/** `alias/NAME` when a key is named by an alias or an alias ARN. */
export function aliasOf(keyId: unknown): string | undefined {
  if (typeof keyId !== 'string') return undefined;
  return /^(?:arn:[^:]+:kms:[^:]+:\d{12}:)?(alias\/.+)$/.exec(keyId)?.[1];
}

/** A member that maps texts to texts; undefined when it is not there or empty. */
export function pairs(input: JsonObject, name: string): Pairs | undefined {
  const given = input[name];
  if (given === undefined || given === null) return undefined;
  if (!isObject(given)) throw new AmbiguousJsonError(`${name} is not an object.`);
  const entries = Object.entries(given).map(([key, value]) => {
    if (typeof value !== 'string') throw new AmbiguousJsonError(`${name} holds other than text.`);
    return [key, value] as const;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
function grantRequest(input: JsonObject): GrantRequest {
  const given = input['Constraints'];
  const constraints = isObject(given) ? given : {};
  const equals = pairs(constraints, 'EncryptionContextEquals');
  const subset = pairs(constraints, 'EncryptionContextSubset');
  const { GranteePrincipal, RetiringPrincipal, Operations } = input;
  const { GranteeServicePrincipal: grantee, RetiringServicePrincipal: retiring } = input;
  const { SourceArn } = constraints;
  return {
    forAwsResource: false,
    constraints: {
      ...(equals ? { encryptionContextEquals: equals } : {}),
      ...(subset ? { encryptionContextSubset: subset } : {}),
      ...(typeof SourceArn === 'string' ? { sourceArn: SourceArn } : {}),
    },
    ...(typeof grantee === 'string' ? { granteeServicePrincipal: grantee } : {}),
    ...(typeof retiring === 'string' ? { retiringServicePrincipal: retiring } : {}),
    ...(typeof GranteePrincipal === 'string' ? { granteePrincipal: GranteePrincipal } : {}),
    ...(typeof RetiringPrincipal === 'string' ? { retiringPrincipal: RetiringPrincipal } : {}),
    ...(Array.isArray(Operations) ? { operations: Operations.map(String) } : {}),
  };
}
