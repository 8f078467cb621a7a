import { knowledge, type PartialKnowledge } from '../../account/partial-knowledge.ts';
import { type Caller, type KmsKey, type PolicyDocument, parsePolicy } from '../../index.ts';
import type { AccessModel, Activity, Group, Subject } from '../../report/access-model.ts';
import { accessModel } from '../proof/access-models.ts';

/** A statement of a case (default: Effect `Allow`, Resource `*`). */
type Statement = Readonly<Record<string, unknown>>;

export interface IdentityCase {
  readonly allows?: readonly string[];
  readonly statements?: readonly Statement[];
  readonly boundary?: readonly string[];
  /** Statements of a service control policy that also allows everything. */
  readonly serviceControl?: readonly Statement[];
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The trust policy of a role: its Principal, or a whole statement. */
  readonly trusts?: unknown;
  readonly trustStatement?: Statement;
  readonly managedPolicyArns?: readonly string[];
  readonly groups?: readonly string[];
  /** Its policies could not be read. */
  readonly unread?: boolean;
}

export interface AccountCase {
  /** The key is an ARN, or `user/NAME` or `role/NAME` in account 123456789012. */
  readonly identities: Readonly<Record<string, IdentityCase>>;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Additional statements of the workflow's key policy. */
  readonly keyStatements?: readonly Statement[];
  /** The key of the activity: the workflow's, one with only these statements, or an AWS owned key. */
  readonly activity?:
    | 'workflow key'
    | 'key of AWS'
    | { readonly keyStatements: readonly Statement[] };
}

const ACCOUNT = 'arn:aws:iam::123456789012:';
export const arnOf = (name: string): string => (name.startsWith('arn:') ? name : ACCOUNT + name);

const policy = (statements: readonly Statement[], source: string): PolicyDocument =>
  parsePolicy(
    {
      Version: '2012-10-17',
      Statement: statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })),
    },
    'identity-policy',
    source,
  );

/** Returns the model of the application's template in an account with only these identities. */
export function accountOf(account: AccountCase): AccessModel {
  const { identities, groups = {}, keyStatements = [], activity } = account;
  const base = accessModel();
  const role = base.subjects.filter(({ origin }) => origin === 'template');
  const cases = Object.entries(identities).map(([name, one]) => subjectOf(name, one));
  const grouped = Object.entries(groups).map(
    ([name, actions]): Group => ({
      arn: arnOf(`group/${name}`),
      name,
      policies: [knowledge(policy([{ Action: actions }], `policy of group ${name}`))],
    }),
  );
  const { stateMachine } = base;
  if (!stateMachine.key?.complete) throw new Error('the key is not there');
  const { policy: own } = stateMachine.key.value;
  const added = keyStatements.length === 0 ? [] : keyPolicyOf(keyStatements).statements;
  const keyPolicy = { ...own, statements: [...own.statements, ...added] };
  const key = knowledge({ ...stateMachine.key.value, policy: keyPolicy });
  return {
    ...base,
    stateMachine: { ...stateMachine, key },
    activities: activity === undefined ? [] : [activityOf(activity, key)],
    subjects: [...role, ...cases],
    groups: grouped,
  };
}

const keyPolicyOf = (statements: readonly Statement[]): PolicyDocument =>
  parsePolicy(
    {
      Version: '2012-10-17',
      Statement: statements.map((one, at) => ({
        ...{ Sid: `Added${at}`, Effect: 'Allow', Resource: '*' },
        ...one,
      })),
    },
    'key-policy',
    'key policy',
  );

function activityOf(
  under: NonNullable<AccountCase['activity']>,
  workflowKey: PartialKnowledge<KmsKey>,
): Activity {
  const activity = {
    arn: 'arn:aws:states:us-east-1:123456789012:activity:approval',
    name: 'approval',
  };
  if (under === 'key of AWS') return activity;
  if (under === 'workflow key') return { ...activity, key: workflowKey };
  const policy = keyPolicyOf(under.keyStatements);
  const arn = 'arn:aws:kms:us-east-1:123456789012:key/22222222-3333-4444-8555-666666666666';
  return { ...activity, key: knowledge({ arn, state: 'Enabled', policy, grants: [] }) };
}

function subjectOf(name: string, one: IdentityCase): Subject {
  const arn = arnOf(name);
  const kind = arn.includes(':user/') ? 'user' : 'role';
  const { allows = [], statements = [], boundary, serviceControl, tags = {} } = one;
  const { managedPolicyArns = [], groups = [] } = one;
  const all = [...(allows.length > 0 ? [{ Action: allows }] : []), ...statements];
  const caller: Caller = {
    principal: { kind, arn, tags },
    identityPolicies: all.length > 0 ? [policy(all, `policy of ${name}`)] : [],
    ...(boundary ? { boundary: policy([{ Action: boundary }], `boundary of ${name}`) } : {}),
    ...(serviceControl
      ? { serviceControlPolicies: [[policy([{ Action: '*' }, ...serviceControl], 'SCP')]] }
      : {}),
  };
  const unread = one.unread ? [{ what: `policies of ${name}`, why: 'denied', code: 'X' }] : [];
  return {
    ...{ id: arn, name, origin: 'account', managedPolicyArns, groupArns: groups.map(groupArn) },
    caller: knowledge(caller, unread),
    ...(kind === 'role' ? { trustPolicy: knowledge(trustOf(name, one)) } : {}),
  };
}

const groupArn = (name: string): string => arnOf(`group/${name}`);

function trustOf(name: string, { trusts, trustStatement }: IdentityCase): PolicyDocument {
  const Principal = trusts ?? { Service: 'ec2.amazonaws.com' };
  const statement = trustStatement ?? { Principal };
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }];
  return parsePolicy({ Version: '2012-10-17', Statement }, 'trust-policy', `trust of ${name}`);
}
