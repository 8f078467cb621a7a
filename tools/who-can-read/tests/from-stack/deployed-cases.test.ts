import type { RoleDetail } from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readDeployed } from '../../account/index.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { report } from '../../report/report.ts';
import {
  ACCOUNT,
  addExecutionRole,
  addKey,
  addStack,
  addStateMachine,
  arnOf,
  clients,
  emptyAccount,
  KEY,
  roleArn,
  roleWith,
} from '../account/mocked-stack.ts';

const PROVIDER = 'token.actions.githubusercontent.com';
const readAll = { Effect: 'Allow', Action: ['kms:Decrypt', 'states:*'], Resource: '*' };
const document = (...Statement: readonly object[]): string =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));

/** A role that can read everything, and that a web identity can assume under a condition. */
const federated = (RoleName: string, Federated: string, Condition: object): RoleDetail => ({
  ...{ RoleName, Arn: roleArn(RoleName), RoleId: `AROA${RoleName}` },
  AssumeRolePolicyDocument: document({
    ...{ Effect: 'Allow', Principal: { Federated }, Condition },
    Action: 'sts:AssumeRoleWithWebIdentity',
  }),
  RolePolicyList: [{ PolicyName: 'own', PolicyDocument: document(readAll) }],
});

async function reportOn(kmsKeyId: string) {
  const stateMachine = addStateMachine('orders', { kmsKeyId });
  addStack('case', [['Orders', 'AWS::StepFunctions::StateMachine', stateMachine]]);
  const [facts] = await readDeployed(clients, { stackName: 'case' });
  if (!facts) throw new Error('The stack has no state machine.');
  const { rows, model } = report(accessModelOfStack(facts));
  const answers = rows.map(({ subject, findings, escalation }) => ({
    ...{ id: subject.id, name: subject.name, workflow: findings.workflow.answer },
    hasPath: escalation !== undefined,
  }));
  return { answers, notes: model.notes.join('\n') };
}

describe('a deployed stack with roles for web identities', () => {
  beforeEach(() => {
    emptyAccount([
      federated('GitHub', `arn:aws:iam::${ACCOUNT}:oidc-provider/${PROVIDER}`, {
        StringEquals: { [`${PROVIDER}:aud`]: 'sts.amazonaws.com' },
      }),
      federated('Guests', 'cognito-identity.amazonaws.com', {
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
      }),
      roleWith('stranger', 's3:GetObject', '*'),
    ]);
    addExecutionRole('orders');
    addKey();
  });

  // id: deployed-web-identity
  it.each([PROVIDER, 'cognito-identity.amazonaws.com'])(
    'has a row with a path for the provider %s',
    async (provider) => {
      const { answers } = await reportOn(KEY);
      const rows = answers.filter(({ id, name }) => `${id} ${name}`.includes(provider));

      expect(rows.length).toBeGreaterThan(0);
      expect(rows.some(({ hasPath }) => hasPath)).toBe(true);
    },
  );

  it('shows access through these roles, and no access through a role without permissions', async () => {
    const { answers } = await reportOn(KEY);

    expect(answers).toContainEqual(
      expect.objectContaining({ name: 'role/GitHub', workflow: 'yes' }),
    );
    expect(answers).toContainEqual(
      expect.objectContaining({ name: 'role/stranger', workflow: 'no', hasPath: false }),
    );
  });
});

describe('a deployed stack whose execution role or alias was deleted', () => {
  beforeEach(() => {
    emptyAccount([roleWith('reader', '*', '*'), roleWith('stranger', 's3:GetObject', '*')]);
    addKey();
  });

  // id: deployed-execution-role-gone
  it('still lists the readers of stored executions, and says that the role does not exist', async () => {
    const { answers, notes } = await reportOn(KEY);

    expect(notes).toContain(`The execution role ${roleArn('orders')} does not exist any more`);
    expect(answers).toContainEqual(
      expect.objectContaining({ name: 'role/reader', workflow: 'yes' }),
    );
    expect(answers).toContainEqual(
      expect.objectContaining({ name: 'role/stranger', workflow: 'no' }),
    );
  });

  it('has unknown answers if the alias of the key was deleted', async () => {
    addExecutionRole('orders');
    const { answers, notes } = await reportOn(arnOf('kms', 'alias/gone'));

    expect(notes).not.toContain('does not exist any more');
    expect(answers).toContainEqual(
      expect.objectContaining({ name: 'role/reader', workflow: 'unknown' }),
    );
  });
});
