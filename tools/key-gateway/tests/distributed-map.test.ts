/**
 * No principal could read the child executions of a distributed map. The gateway answered 503,
 * which clients retry.
 */
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  reading,
  SECRET,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  ROOT,
} from 'test-fixtures/gateway-fixture';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let auditor: Credentials;
let operator: Credentials;
let child: string;

const text = JSON.stringify({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      Label: 'Each',
      ItemsPath: '$.items',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'One',
        States: { One: { Type: 'Pass', Result: SECRET, End: true } },
      },
      ItemSelector: { secret: SECRET },
      End: true,
    },
  },
});

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  const reader = await fixture.role('auditor', { AWS: LOCAL.account }, [allow('states:*')]);
  const key = await fixture.key([
    administration,
    deploying,
    reading(reader),
    forStateMachine(role, 'map'),
  ]);
  auditor = await fixture.session(reader);
  operator = await fixture.user('operator', [allow('states:*')]);
  const arn = await stateMachine(fixture, 'map', role, key, { text });
  const { stepFunctions } = fixture.sdk();
  const executionArn = await startOne(fixture, arn, undefined, { items: [1] });
  await ended(fixture, executionArn);
  const { mapRuns = [] } = await stepFunctions.send(new ListMapRunsCommand({ executionArn }));
  const { executions = [] } = await stepFunctions.send(
    new ListExecutionsCommand({ mapRunArn: mapRuns[0]?.mapRunArn }),
  );
  child = executions[0]?.executionArn ?? '';
}, timeout);

const read = (as: Credentials) =>
  fixture
    .sdk(as)
    .stepFunctions.send(new DescribeExecutionCommand({ executionArn: child }))
    .then(
      (answer) => (JSON.stringify(answer).includes(SECRET) ? 'data' : 'no data'),
      (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
    );

describe('a child execution of a distributed map', () => {
  // id: map-children
  it('can be read by the readers of the execution that started it', async () => {
    expect(child).toMatch(/:execution:map\/Each:/);
    expect(await read(auditor)).toBe('data');
  });

  it('cannot be read by other principals, the root user included', async () => {
    expect(await read(operator)).toBe('KmsAccessDeniedException');
    expect(await read(ROOT)).toBe('KmsAccessDeniedException');
  });
});
