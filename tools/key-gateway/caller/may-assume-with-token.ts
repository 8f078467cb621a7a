import {
  type ContextInput,
  decideAssumeRole,
  denialMessage,
  type Federated,
  parseArn,
} from 'who-can-read';
import type { EmulatorState } from '../emulator-state/emulator-state.ts';
import { isObject, type JsonObject } from '../http/strict-json.ts';
import type { QueryCall } from './query-call.ts';
import { callerContext, type RequestFacts } from './request-context.ts';

const ACTIONS = {
  AssumeRoleWithSAML: 'AssumeRoleWithSAML',
  AssumeRoleWithWebIdentity: 'AssumeRoleWithWebIdentity',
} as const;

/**
 * Returns why an identity of an identity provider cannot assume a role. Emulators check its token at
 * most, and not the trust policy of the role.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 *
 * @returns the message of AWS; undefined when the identity can assume it, and for any other operation.
 * @throws IncompleteStateError, and the errors of IAM.
 */
export async function whyNotAssumeWithToken(
  call: QueryCall,
  facts: RequestFacts,
  state: Pick<EmulatorState, 'trust'>,
): Promise<string | undefined> {
  const action = Object.entries(ACTIONS).find(([name]) => name === call.action)?.[1];
  if (action === undefined) return undefined;
  const arn = call.parameters.get('RoleArn') ?? '';
  const principal = federatedBy(call, parseArn(arn));
  if (!principal) return 'The token does not name its identity provider.';
  const trustPolicy = await state.trust(arn);
  const verdict = decideAssumeRole({
    caller: { principal, identityPolicies: [] },
    role: { arn, trustPolicy },
    action,
    context: { ...callerContext(facts), ...requestedIn(call) },
  });
  return verdict.outcome === 'allowed' ? undefined : denialMessage(verdict);
}

function requestedIn({ parameters }: QueryCall): ContextInput {
  return { 'sts:RoleSessionName': parameters.get('RoleSessionName') ?? null };
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
function federatedBy(
  { action, parameters }: QueryCall,
  { partition, account }: { readonly partition: string; readonly account: string },
): Federated | undefined {
  if (action === 'AssumeRoleWithSAML') {
    const provider = parameters.get('PrincipalArn');
    return provider ? { kind: 'federated', provider } : undefined;
  }
  const given = parameters.get('ProviderId');
  if (given) return { kind: 'federated', provider: given };
  const { iss, aud, sub } = payloadOf(parameters.get('WebIdentityToken') ?? '');
  if (typeof iss !== 'string' || iss === '') return undefined;
  const name = iss.replace(/^https:\/\//, '');
  const claims = Object.entries({ aud, sub }).flatMap(([claim, value]) =>
    typeof value === 'string' ? [[`${name}:${claim}`, value] as const] : [],
  );
  return {
    kind: 'federated',
    provider: BUILT_IN.includes(name)
      ? name
      : `arn:${partition}:iam::${account}:oidc-provider/${name}`,
    claims: Object.fromEntries(claims),
  };
}

/** Trust policies name these providers without an ARN. */
const BUILT_IN = ['accounts.google.com', 'cognito-identity.amazonaws.com'];

/** The claims of a JSON web token. The emulator checks its signature. */
function payloadOf(token: string): JsonObject {
  const [, payload = ''] = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}
