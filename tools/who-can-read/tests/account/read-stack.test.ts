import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetAccountAuthorizationDetailsCommand } from '@aws-sdk/client-iam';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readDeployed, readStack, unreadOf, upperBound } from '../../account/index.ts';
import {
  addExecutionRole,
  addKey,
  addStack,
  addStateMachine,
  arnOf,
  clients,
  emptyAccount,
  KEY,
  roleArn,
  services,
} from './mocked-stack.ts';
import { sdkError } from './sdk-error.ts';

const MACHINE = 'AWS::StepFunctions::StateMachine';
const NESTED = 'AWS::CloudFormation::Stack';
const CHILD = arnOf('cloudformation', 'stack/parent-Child-1/11111111');
const GRANDCHILD = arnOf('cloudformation', 'stack/parent-Child-1-Inner-2/22222222');

beforeEach(() => {
  emptyAccount();
  addExecutionRole('orders');
  addKey();
});

const namesOf = async (stack: string, stateMachine?: string) =>
  (await readStack(clients, stack, stateMachine === undefined ? {} : { stateMachine })).map(
    ({ stateMachine }) => stateMachine.name,
  );

describe('reading a stack', () => {
  it('returns the facts of each state machine', async () => {
    const [orders, plain] = ['orders', 'plain'].map((name) => addStateMachine(name));
    addStack('shop', [
      ['Orders', MACHINE, orders ?? ''],
      ['Plain', MACHINE, plain ?? ''],
    ]);

    expect(await namesOf('shop')).toEqual(['orders', 'plain']);
    expect(await namesOf('shop', 'Plain')).toEqual(['plain']);
  });

  it('lists the logical ids for an unknown one', async () => {
    addStack('shop', [['Orders', MACHINE, addStateMachine('orders')]]);

    await expect(namesOf('shop', 'orders')).rejects.toThrow(
      'The stack has no state machine with the logical id orders. Give --state-machine one of: Orders',
    );
  });

  it('reads nested stacks of any depth', async () => {
    addStack('parent', [['Child', NESTED, CHILD]]);
    addStack(CHILD, [['Inner', NESTED, GRANDCHILD]]);
    addStack(GRANDCHILD, [
      ['Orders', MACHINE, addStateMachine('orders')],
      ['Table', 'AWS::DynamoDB::Table', 'deep'],
    ]);
    const TableArn = arnOf('dynamodb', 'table/deep');
    services.dynamoDB.on(DescribeTableCommand).resolves({ Table: { TableArn } });

    const [facts] = await readStack(clients, 'parent', { stateMachine: 'Child/Inner/Orders' });

    expect(facts?.tables.map(({ table }) => upperBound(table).arn)).toEqual([TableArn]);
    expect(await namesOf('parent', 'Orders')).toEqual(['orders']);
  });

  it('says that a nested stack could not be read, and reads the rest', async () => {
    addStack('parent', [
      ['Child', NESTED, CHILD],
      ['Orders', MACHINE, addStateMachine('orders')],
    ]);
    services.cloudFormation
      .on(DescribeStacksCommand, { StackName: CHILD })
      .rejects(sdkError('AccessDenied'))
      .on(ListStackResourcesCommand, { StackName: CHILD })
      .rejects(sdkError('AccessDenied'));
    const [facts] = await readStack(clients, 'parent');

    expect(facts?.unread).toMatchObject([{ what: 'nested stack Child', code: 'AccessDenied' }]);
  });

  it('says that a nested stack no longer exists, and reads the rest', async () => {
    addStack('parent', [
      ['Child', NESTED, CHILD],
      ['Orders', MACHINE, addStateMachine('orders')],
    ]);

    expect((await readStack(clients, 'parent'))[0]?.unread).toMatchObject([
      { what: 'nested stack Child', why: expect.stringContaining('does not exist') },
    ]);
  });

  it.each([
    ['ROLLBACK_COMPLETE', 'Stack shop is in state ROLLBACK_COMPLETE: its creation failed'],
  ] as const)('names the state of a stack without resources: %s', async (status, text) => {
    addStack('shop', [], status);

    await expect(readStack(clients, 'shop')).rejects.toThrow(text);
  });

  it('names the Region in which the stack does not exist', async () => {
    await expect(readStack(clients, 'nothing')).rejects.toThrow(
      'Stack nothing does not exist in Region us-east-1',
    );
  });

  it('says that a stack does not have a state machine', async () => {
    addStack('shop', [['Topic', 'AWS::SNS::Topic', 'x']]);

    await expect(readStack(clients, 'shop')).rejects.toThrow('The stack has no state machine.');
  });

  it('reads a stack whose state and template are denied', async () => {
    addStack('shop', [['Orders', MACHINE, addStateMachine('orders')]]);
    services.cloudFormation.on(DescribeStacksCommand).rejects(sdkError('AccessDenied'));
    const [facts] = await readStack(clients, 'shop');

    expect(facts?.unread).toEqual([]);
    expect(facts?.unreadExtras).toMatchObject([{ what: 'state of stack shop' }]);
  });
});

describe('reading a stack with a resource that was deleted outside CloudFormation', () => {
  const shop = (kmsKeyId?: string) =>
    addStack('shop', [
      ['Orders', MACHINE, addStateMachine('orders', kmsKeyId === undefined ? {} : { kmsKeyId })],
      ['Table', 'AWS::DynamoDB::Table', 'gone'],
    ]);

  it('continues without the execution role', async () => {
    emptyAccount();
    addKey();
    shop(KEY);
    const [facts] = await readStack(clients, 'shop');

    expect(facts).not.toHaveProperty('executionRole');
    expect(facts?.key).toMatchObject({ complete: true });
  });

  it('continues without a table', async () => {
    shop();

    expect((await readStack(clients, 'shop'))[0]?.tables).toEqual([]);
  });

  it.each(['alias/gone', arnOf('kms', 'alias/gone')])(
    'assumes an unknown key that allows everything for the alias %s',
    async (alias) => {
      shop(alias);
      const [facts] = await readStack(clients, 'shop');
      if (!facts?.key) throw new Error('There is no key.');

      expect(unreadOf(facts.key)).toMatchObject([
        { what: `key of ${arnOf('kms', 'alias/gone')}`, why: expect.stringContaining('deleted') },
      ]);
      expect(upperBound(facts.key).stateUnknown).toBe(true);
    },
  );

  it('fails for a state machine that no longer exists', async () => {
    addStack('shop', [['Orders', MACHINE, arnOf('states', 'stateMachine:gone')]]);
    services.stepFunctions
      .on(DescribeStateMachineCommand)
      .rejects(sdkError('StateMachineDoesNotExist'));

    await expect(readStack(clients, 'shop')).rejects.toThrow(
      `State machine ${arnOf('states', 'stateMachine:gone')} does not exist`,
    );
  });
});

describe('reading state machines by their ARNs', () => {
  const read = (...stateMachineArns: string[]) => readDeployed(clients, { stateMachineArns });

  it('does not need a stack', async () => {
    const arns = ['orders', 'plain'].map((name) => addStateMachine(name));
    services.cloudFormation.reset();
    const found = await read(...arns);

    expect(found.map(({ stateMachine }) => stateMachine.arn)).toEqual(arns);
    expect(services.cloudFormation.calls()).toEqual([]);
  });

  it('reads the account once for all of them', async () => {
    await read(addStateMachine('orders'), addStateMachine('plain'));

    expect(services.iam.commandCalls(GetAccountAuthorizationDetailsCommand)).toHaveLength(1);
  });

  it('finds a key by alias, alias ARN, id and ARN', async () => {
    const alias = arnOf('kms', 'alias/orders');
    addKey(alias);
    const names = ['alias/orders', alias, KEY.replace(/.*key\//, ''), KEY];
    const arns = names.map((kmsKeyId, at) => addStateMachine(`orders-${at}`, { kmsKeyId }));

    for (const { key } of await read(...arns)) {
      expect(key && upperBound(key).arn).toBe(KEY);
      expect(key?.complete).toBe(true);
    }
  });

  it('knows an execution role by its path', async () => {
    addExecutionRole('service-role/shop/worker');
    const arn = addStateMachine('orders', { role: 'service-role/shop/worker' });
    const [facts] = await read(arn);

    expect(facts?.executionRole && upperBound(facts.executionRole).caller.principal).toMatchObject({
      arn: roleArn('service-role/shop/worker'),
    });
  });

  it('says that a state machine is in another account', async () => {
    const arn = 'arn:aws:states:us-east-1:444455556666:stateMachine:orders';

    await expect(read(arn)).rejects.toThrow(
      'The state machine is in account 444455556666, and the credentials are of account 123456789012',
    );
  });
});
