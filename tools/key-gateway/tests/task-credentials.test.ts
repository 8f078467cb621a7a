import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateStateMachineCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { executionRole, stateMachine } from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  policy,
} from 'test-fixtures/gateway-fixture';

const { start, timeout } = gatewayFixtureForTests();
const trust = { Service: 'states.amazonaws.com' };
let fixture: GatewayFixture;
let shown: string;
let assumer: string;

beforeAll(async () => {
  fixture = await start();
  shown = await stateMachine(fixture, 'shown', await executionRole(fixture, 'workflow'));
  assumer = await fixture.role('assumer', trust, [allow('sts:AssumeRole')]);
}, timeout);

let made = 0;
/** Creates a state machine whose task describes another one in the name of a role. */
function create(credentials: object): Promise<string> {
  made += 1;
  const task = {
    ...{ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sfn:describeStateMachine', End: true },
    ...{ Parameters: { StateMachineArn: shown }, Credentials: credentials },
  };
  const definition = JSON.stringify({ StartAt: 'Call', States: { Call: task } });
  return fixture
    .sdk()
    .stepFunctions.send(
      new CreateStateMachineCommand({ name: `made-${made}`, definition, roleArn: assumer }),
    )
    .then(
      () => 'created',
      (error: Error) => error.name,
    );
}

describe('a task with Credentials', () => {
  // id: credentials-of-task
  it('needs a role that the definition names and that the execution role can assume', async () => {
    for (const RoleArn of ['{% $role %}', 'any']) {
      expect(await create({ RoleArn })).toBe('AccessDeniedException');
    }
    expect(await create({ 'RoleArn.$': '$.role' })).toBe('AccessDeniedException');
    const other = await fixture.role('other', { Service: 'lambda.amazonaws.com' }, [
      allow('states:*'),
    ]);
    expect(await create({ RoleArn: other })).toBe('AccessDeniedException');
  });

  it('needs the permission for its call in that role, and not in the execution role', async () => {
    const trusting = await fixture.role('trusting', { AWS: assumer }, []);
    expect(await create({ RoleArn: trusting })).toBe('AccessDeniedException');
    const PolicyDocument = policy([allow('states:DescribeStateMachine')]);
    await fixture
      .sdk()
      .iam.send(
        new PutRolePolicyCommand({ RoleName: 'trusting', PolicyName: 'own', PolicyDocument }),
      );
    expect(await create({ RoleArn: trusting })).toBe('created');
  });
});
