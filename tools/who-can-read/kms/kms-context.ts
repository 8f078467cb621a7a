import type { Arn } from '../arn.ts';
import { principalContext } from '../context/principal-context.ts';
import {
  type ContextInput,
  type ContextLayer,
  contextLayer,
  isLayer,
  type RequestContext,
  requestContext,
} from '../context/request-context.ts';
import { resourceContext } from '../context/resource-context.ts';
import type { Caller } from '../principal/caller.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { grantContext } from './grant-context.ts';
import type { KmsKey } from './kms-key.ts';
import { kmsOperations } from './kms-operations.ts';
import type { KmsRequest } from './kms-request.ts';

/**
 * Returns the condition keys of a KMS request that follow from principal, key and request. It does not
 * include values of the network and the clock, which are unknown unless the `context` of the request
 * has them.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function kmsContext(
  request: KmsRequest,
  facts: PrincipalFacts,
  caller: Caller,
  key: KmsKey,
  arn: Arn,
): RequestContext {
  const own = principalContext(facts, caller);
  // CreateGrant without details can be for any grant.
  const open = request.operation === 'CreateGrant' && !request.grant;
  const closed = [...(open ? [] : ['kms:EncryptionContext:']), ...own.closed];
  if (key.tags && !key.moreTags) closed.push('aws:ResourceTag/');
  if (request.operation !== 'TagResource') closed.push('aws:RequestTag/', 'aws:TagKeys');
  const known = [
    own.layer,
    callContext(request, facts, caller),
    keyContext(key, arn),
    resourceContext(arn.account, facts, caller, key.organization),
    ...(open ? [] : [encryptionContext(request)]),
    grantContext(request),
    ...(request.context ? [request.context] : []),
  ];
  const ofAccount = key.partialArn === undefined ? [] : ACCOUNT_KEYS;
  const unknownKeys = [...(request.unknownKeys ?? []), ...ofAccount];
  const certain = unknownKeys.length === 0 ? known : known.map((one) => without(one, unknownKeys));
  return requestContext(
    certain,
    closed.filter((prefix) => !unknownKeys.includes(prefix.toLowerCase())),
  );
}

/** Returns the condition keys that follow from the account and Region of a key. */
const ACCOUNT_KEYS = [
  ...['aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'],
  'aws:RequestedRegion',
].map((name) => name.toLowerCase());

function without(known: ContextInput | ContextLayer, names: readonly string[]): ContextLayer {
  const layer = isLayer(known) ? known : contextLayer(known);
  return new Map([...layer].filter(([key]) => !names.includes(key)));
}

function callContext(
  { viaService, alias }: KmsRequest,
  { account }: PrincipalFacts,
  { unknownKeys = [] }: Caller,
): ContextInput {
  const direct = { 'aws:CalledVia': null, 'aws:CalledViaFirst': null, 'aws:CalledViaLast': null };
  return {
    'kms:ViaService': viaService ?? null,
    'aws:ViaAWSService': String(viaService !== undefined),
    // KMS accepts only TLS connections.
    'aws:SecureTransport': 'true',
    'kms:RequestAlias': alias ?? null,
    ...(viaService === undefined ? direct : {}),
    ...(account === undefined || unknownKeys.includes('kms:calleraccount')
      ? {}
      : { 'kms:CallerAccount': account }),
  };
}

/** A cache, because many requests use the same key. */
const ofKey = new WeakMap<KmsKey, ContextLayer>();

function keyContext(key: KmsKey, arn: Arn): ContextLayer {
  const before = ofKey.get(key);
  if (before) return before;
  const context = contextLayer(keysOf(key, arn));
  ofKey.set(key, context);
  return context;
}

function keysOf(key: KmsKey, arn: Arn): ContextInput {
  const { spec, usage, origin, multiRegion, aliases, tags = {} } = key;
  const keyType = multiRegion === false ? null : key.multiRegionKeyType;
  return {
    'aws:RequestedRegion': arn.region,
    ...(spec === undefined ? {} : { 'kms:KeySpec': spec, 'kms:CustomerMasterKeySpec': spec }),
    ...(usage === undefined ? {} : { 'kms:KeyUsage': usage, 'kms:CustomerMasterKeyUsage': usage }),
    ...(origin === undefined ? {} : { 'kms:KeyOrigin': origin }),
    ...(multiRegion === undefined ? {} : { 'kms:MultiRegion': String(multiRegion) }),
    ...(keyType === undefined ? {} : { 'kms:MultiRegionKeyType': keyType }),
    ...(aliases === undefined ? {} : { 'kms:ResourceAliases': aliases }),
    ...Object.fromEntries(
      Object.entries(tags).map(([tag, value]) => [`aws:ResourceTag/${tag}`, value]),
    ),
  };
}

type EncryptionContext = Readonly<Record<string, string>>;

/** Returns the pairs of a request. For CreateGrant these are the constraints of the grant. */
function pairsOf({ operation, encryptionContext: pairs, grant }: KmsRequest): EncryptionContext {
  if (operation === 'CreateGrant') {
    const { encryptionContextEquals, encryptionContextSubset } = grant?.constraints ?? {};
    return { ...encryptionContextSubset, ...encryptionContextEquals };
  }
  return kmsOperations[operation].takesContext ? (pairs ?? {}) : {};
}

/** Pairs whose keys differ only in case share one condition key, which then has both values. */
function encryptionContext(request: KmsRequest): ContextInput {
  const taken = Object.entries(pairsOf(request));
  const values = new Map<string, string[]>();
  for (const [key, value] of taken) {
    const name = `kms:encryptioncontext:${key.toLowerCase()}`;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const keys = taken.map(([key]) => key);
  return { 'kms:EncryptionContextKeys': keys, ...Object.fromEntries(values) };
}
