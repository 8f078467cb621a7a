import {
  type AssumeRoleRequest,
  type ContextInput,
  decideAssumeRole,
  denialMessage,
} from 'who-can-read';
import type { EmulatorState } from '../emulator-state/emulator-state.ts';
import type { KnownIdentity } from './identity.ts';
import { listed, type QueryCall } from './query-call.ts';
import { callerContext, type RequestFacts } from './request-context.ts';

/**
 * Returns why a caller cannot assume a role. The trust policy decides, and the caller's own
 * policies if it delegates to the account. Tags and a source identity need a permission each.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * @returns the message of AWS; undefined when the caller can assume it.
 * @throws IncompleteStateError
 */
export async function whyNotAssume(
  call: QueryCall,
  identity: KnownIdentity,
  facts: RequestFacts,
  state: EmulatorState,
): Promise<string | undefined> {
  const arn = call.parameters.get('RoleArn') ?? '';
  const [caller, trustPolicy] = await Promise.all([state.caller(identity), state.trust(arn)]);
  const context = { ...callerContext(facts), ...requestedIn(call) };
  for (const action of actionsOf(call)) {
    const verdict = decideAssumeRole({
      ...{ caller, role: { arn, trustPolicy }, action, context },
      closed: ['aws:RequestTag/'],
    });
    if (verdict.rule === 'root-assumes-no-role')
      return 'Roles may not be assumed by root accounts.';
    if (verdict.outcome !== 'allowed') return denialMessage(verdict);
  }
  return undefined;
}

type Action = NonNullable<AssumeRoleRequest['action']>;

function actionsOf(call: QueryCall): Action[] {
  const tagged = listed(call, 'Tags', 'Key').length > 0;
  const named = call.parameters.has('SourceIdentity');
  return [
    'AssumeRole',
    ...(tagged ? (['TagSession'] as const) : []),
    ...(named ? (['SetSourceIdentity'] as const) : []),
  ];
}

/**
 * Null and an empty list mean that the request does not have the key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
function requestedIn(call: QueryCall): ContextInput {
  const { parameters } = call;
  const keys = listed(call, 'Tags', 'Key');
  const values = listed(call, 'Tags', 'Value');
  const tags = keys.map((key, index) => [`aws:RequestTag/${key}`, values[index] ?? ''] as const);
  return {
    'sts:ExternalId': parameters.get('ExternalId') ?? null,
    'sts:RoleSessionName': parameters.get('RoleSessionName') ?? null,
    'sts:SourceIdentity': parameters.get('SourceIdentity') ?? null,
    'sts:TransitiveTagKeys': listed(call, 'TransitiveTagKeys'),
    'aws:TagKeys': keys,
    ...Object.fromEntries(tags),
  };
}
