import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readDeployed, upperBound } from '../../account/index.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { report } from '../../report/report.ts';
import {
  addExecutionRole,
  addFunction,
  addStack,
  addStateMachine,
  arnOf,
  clients,
  emptyAccount,
  KEY,
  type MockedStateMachine,
  roleWith,
  services,
  taskDefinition,
} from '../account/mocked-stack.ts';
import { sdkError } from '../account/sdk-error.ts';

const TRADES = arnOf('dynamodb', 'table/trades');
const call = (FunctionName: string) => taskDefinition('lambda:invoke', { FunctionName });
const put = (TableName: string) => taskDefinition('dynamodb:putItem', { TableName });

beforeEach(() => {
  emptyAccount([
    roleWith('reader', 'dynamodb:GetItem', TRADES),
    roleWith('save', 'dynamodb:PutItem', TRADES),
    roleWith('price', 'logs:PutLogEvents', '*'),
    roleWith('chain', 'lambda:InvokeFunction', arnOf('lambda', 'function:save')),
  ]);
  addExecutionRole('orders');
  for (const TableName of ['trades', 'other']) {
    const TableArn = arnOf('dynamodb', `table/${TableName}`);
    services.dynamoDB.on(DescribeTableCommand, { TableName }).resolves({ Table: { TableArn } });
  }
  for (const name of ['save', 'price', 'chain']) addFunction(name, name);
});

async function modelOf(stateMachine: MockedStateMachine, ...functions: readonly string[]) {
  addStack('shop', [
    ['Orders', 'AWS::StepFunctions::StateMachine', addStateMachine('orders', stateMachine)],
    ['Trades', 'AWS::DynamoDB::Table', 'trades'],
    ...functions.map((name) => [`F${name}`, 'AWS::Lambda::Function', name] as const),
  ]);
  const [facts] = await readDeployed(clients, { stackName: 'shop' });
  if (!facts) throw new Error('The stack has no state machine.');
  return accessModelOfStack(facts);
}

async function answerOf(stateMachine: MockedStateMachine, ...functions: readonly string[]) {
  const model = await modelOf(stateMachine, ...functions);
  const row = report(model).rows.find(({ subject }) => subject.name === 'role/reader');
  const notes = model.notes.filter((note) => note.includes('able trades'));
  return { answer: row?.findings.table.answer, notes };
}

const unknownFor = (why: string) => [
  `Whether the workflow uses table trades is unknown, so it counts as the workflow's: ${why}.`,
];

describe('a table of a deployed stack', () => {
  // id: deployed-table-of-the-workflow
  it.each([
    ['by name', put('trades')],
    ['by ARN', put(TRADES)],
    [
      'in a batch request',
      taskDefinition('aws-sdk:dynamodb:batchWriteItem', { RequestItems: { trades: [] } }),
    ],
    [
      'in a PartiQL statement',
      taskDefinition('aws-sdk:dynamodb:executeStatement', { Statement: 'SELECT * FROM "trades"' }),
    ],
    ['through a function that can use it', call('save')],
    ['through a version of such a function', call(`${arnOf('lambda', 'function:save')}:3`)],
    ['through a function that invokes such a function', call('chain')],
  ])('is a table of the workflow if the definition reaches it %s', async (_, definition) => {
    expect(await answerOf({ definition }, 'save', 'price', 'chain')).toEqual({
      ...{ answer: 'yes', notes: [] },
    });
  });

  // id: deployed-table-of-the-stack
  it.each([
    ['nothing', {}],
    ['another table', put('other')],
    ['a function that cannot use it', call('price')],
  ])('is another table of the stack if the definition reaches %s', async (_, definition) => {
    const functions = ['save', 'price', 'chain'];

    expect(await answerOf({ definition }, ...functions)).toEqual({ answer: 'no', notes: [] });
    const { otherTables } = await modelOf({ definition }, ...functions);
    expect(otherTables).toEqual([
      {
        what: 'trades, which neither the definition nor a function of the workflow can use',
        arn: TRADES,
        readers: ['role/reader', 'role/save', 'root user'],
      },
    ]);
  });

  // id: deployed-table-unknown
  it.each([
    ['a function outside the account', call('far'), 'the role of function far is unknown'],
    [
      'a function whose name has the same prefix as one of the stack',
      call(arnOf('lambda', 'function:price-2')),
      `the role of function ${arnOf('lambda', 'function:price-2')} is unknown`,
    ],
    [
      'a table from the input',
      taskDefinition('dynamodb:putItem', { 'TableName.$': '$.table' }),
      'state Use takes TableName from its input',
    ],
    [
      'a function from the input',
      call('{% $states.input.function %}'),
      'state Use takes FunctionName from its input',
    ],
    [
      'another state machine',
      taskDefinition('states:startExecution', {
        StateMachineArn: arnOf('states', 'stateMachine:b'),
      }),
      `state Use starts state machine ${arnOf('states', 'stateMachine:b')}`,
    ],
  ])(
    'counts as a table of the workflow, with a note, if the definition uses %s',
    async (_, definition, why) => {
      expect(await answerOf({ definition }, 'save', 'price', 'chain')).toEqual({
        ...{ answer: 'yes', notes: unknownFor(why) },
      });
    },
  );

  it('counts as a table of the workflow if the role of a called function cannot be read', async () => {
    services.lambda.on(GetFunctionConfigurationCommand).rejects(sdkError('AccessDeniedException'));

    expect(await answerOf({ definition: call('price') }, 'price')).toEqual({
      ...{ answer: 'yes', notes: unknownFor('the role of function price is unknown') },
    });
  });

  it('counts as a table of the workflow if the definition cannot be decrypted', async () => {
    const { answer, notes } = await answerOf({ kmsKeyId: KEY, definition: 'denied' });

    expect(answer).toBe('yes');
    expect(notes).toEqual([expect.stringContaining('KmsAccessDeniedException: not authorized')]);
  });
});

describe('a state machine without a stack', () => {
  async function modelOfStateMachine(stateMachine: MockedStateMachine) {
    const stateMachineArns = [addStateMachine('orders', stateMachine)];
    const [facts] = await readDeployed(clients, { stateMachineArns });
    if (!facts) throw new Error('There is no state machine.');
    return accessModelOfStack(facts);
  }

  // id: state-machine-arn-definition
  it('has only the tables that its definition names', async () => {
    const { tables, notes } = await modelOfStateMachine({ definition: put('trades') });

    expect(tables.map((one) => upperBound(one).arn)).toEqual([TRADES]);
    expect(notes.join()).not.toContain('table');
    expect((await modelOfStateMachine({})).tables).toEqual([]);
  });

  it('has the functions that its definition calls, and says that their tables are unknown', async () => {
    const { functions, copies } = await modelOfStateMachine({ definition: call('save') });

    expect(functions.map(({ name }) => name)).toEqual(['save']);
    expect(copies).toEqual([
      {
        what: 'tables that functions of the workflow use (save)',
        readers: expect.stringMatching(/^not looked into: .*--stack-name/),
      },
    ]);
  });

  it('names a table that does not exist in the account', async () => {
    const far = 'arn:aws:dynamodb:us-east-1:444455556666:table/far';

    expect((await modelOfStateMachine({ definition: put(far) })).copies).toEqual([
      {
        what: `table ${far} that the definition names`,
        readers: expect.stringContaining('not looked into'),
      },
    ]);
  });

  it('names the bucket of a ResultWriter', async () => {
    const { copies } = await modelOfStateMachine({
      definition: {
        States: { Each: { Type: 'Map', ResultWriter: { Parameters: { Bucket: 'results' } } } },
      },
    });

    expect(copies).toMatchObject([{ arn: 'arn:aws:s3:::results' }]);
  });

  it('has a note when its definition cannot be read', async () => {
    const { copies } = await modelOfStateMachine({ kmsKeyId: KEY, definition: 'denied' });

    expect(copies).toEqual([
      {
        what: expect.stringContaining('definition of orders'),
        readers: expect.stringContaining('KmsAccessDeniedException: not authorized'),
      },
    ]);
  });

  it('throws the error if Step Functions fails for another reason', async () => {
    const stateMachineArns = [addStateMachine('orders')];
    const input = { stateMachineArn: stateMachineArns[0], includedData: 'ALL_DATA' } as const;
    services.stepFunctions
      .on(DescribeStateMachineCommand, input)
      .rejects(sdkError('ThrottlingException', 'too many'));

    await expect(readDeployed(clients, { stateMachineArns })).rejects.toThrow('too many');
  });
});
