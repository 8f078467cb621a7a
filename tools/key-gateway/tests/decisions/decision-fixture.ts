import {
  type Caller,
  type KmsKey,
  type PolicyDocument,
  type Principal,
  parsePolicy,
} from 'who-can-read';
import type { KnownIdentity } from '../../caller/identity.ts';
import type { EmulatorState } from '../../emulator-state/emulator-state.ts';
import type { ProtectedRequest } from '../../http/parse-request.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';
export const SCOPE = { account: ACCOUNT, region: REGION };
export const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/caller`;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/workflow`;
export const ROOT_ARN = `arn:aws:iam::${ACCOUNT}:root`;
export const STATE_MACHINE = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:m`;
export const keyArn = (name: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${name}`;

type Statement = Readonly<Record<string, unknown>>;

export const allow = (Action: string | string[], more: Statement = {}): Statement => ({
  ...{ Effect: 'Allow', Action, Resource: '*', ...more },
});
const document = (statements: readonly Statement[]) => ({
  ...{ Version: '2012-10-17', Statement: statements },
});
export const identityPolicy = (...statements: Statement[]): PolicyDocument =>
  parsePolicy(document(statements), 'identity-policy', 'own');
export const trustPolicy = (...statements: Statement[]): PolicyDocument =>
  parsePolicy(document(statements), 'trust-policy', 'trust');

/** A user with identity policies of these statements. */
export const userWith = (...statements: Statement[]): Caller => ({
  principal: { kind: 'user', arn: USER_ARN },
  identityPolicies: statements.length > 0 ? [identityPolicy(...statements)] : [],
});

export const roleWith = (...statements: Statement[]): Caller => ({
  principal: { kind: 'role', arn: ROLE_ARN, sessionName: 'session' },
  identityPolicies: statements.length > 0 ? [identityPolicy(...statements)] : [],
});

export const keyWith = (name: string, ...statements: Statement[]): KmsKey => ({
  arn: keyArn(name),
  state: 'Enabled',
  grants: [],
  policy: parsePolicy(document(statements), 'key-policy', 'key policy'),
});

/** A key policy statement for a principal. */
export const to = (AWS: string, Action: string | string[], more: Statement = {}): Statement =>
  allow(Action, { Principal: { AWS }, ...more });

export const identityOf = (principal: Principal): KnownIdentity => ({
  ...{ known: true, accessKeyId: 'AKIACALLER', account: ACCOUNT, principal, facts: {} },
});

export const IDENTITY = identityOf({ kind: 'user', arn: USER_ARN });

export const requestOf = (
  operation: string,
  input: Record<string, unknown> = {},
): ProtectedRequest =>
  ({
    ...{ operation, input, service: 'states', sourceIp: '10.0.0.1', userAgent: 'test' },
    credential: { accessKeyId: 'AKIACALLER', region: REGION },
  }) as unknown as ProtectedRequest;

/** A state of the emulator with only these facts: any other read fails. */
export const stateOf = (facts: Partial<EmulatorState>): EmulatorState =>
  facts as unknown as EmulatorState;

/** Keys by id; the error of KMS for any other one. */
export const keysBy =
  (...keys: readonly KmsKey[]): EmulatorState['key'] =>
  async (_, id) => {
    const found = keys.find(({ arn }) => arn === id);
    if (!found) throw Object.assign(new Error('no such key'), { name: 'NotFoundException' });
    return found;
  };
