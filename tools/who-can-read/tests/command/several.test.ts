import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runHere } from 'test-fixtures/run-who-can-read';
import type { AccessModel } from '../../report/access-model.ts';
import { accessModel } from '../proof/access-models.ts';

const ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:orders';
const args = ['--stack-name', 'shop'] as const;
const readers = ['StockTradingStateMachineExecutionRole', 'delivery.logs.amazonaws.com'];

/** The same model for two state machines with different names. */
const two = async (): Promise<readonly AccessModel[]> => {
  const one = accessModel();
  return [one, { ...one, stateMachine: { ...one.stateMachine, name: 'second' } }];
};
/** The second has an unread part, so its readers are unknown. */
const unknownSecond = async (): Promise<readonly AccessModel[]> => {
  const [one, other] = await two();
  if (!one || !other) throw new Error('There are no models.');
  return [one, { ...other, unread: [{ what: 'users', why: 'denied', code: 'AccessDenied' }] }];
};

describe('a report on several state machines', () => {
  it('has a section for each of them', async () => {
    const { stdout, exitCode } = await runHere(args, two);

    expect(stdout.match(/^Who can read .*/gm)).toHaveLength(2);
    expect(exitCode).toBe(0);
  });

  it('is a list in JSON, and one object for one state machine', async () => {
    const list = JSON.parse((await runHere([...args, '--json'], two)).stdout);
    const one = JSON.parse(
      (await runHere([...args, '--json'], async () => (await two()).slice(0, 1))).stdout,
    );

    expect(list.map((report: { stateMachine: object }) => report.stateMachine)).toMatchObject([
      { name: 'stock-trading' },
      { name: 'second' },
    ]);
    expect(one.stateMachine.name).toBe('stock-trading');
  });

  it.each([
    ['0 if all reports are as expected', readers, two, 0],
    [
      '1 if one report is not as expected, even if another is unknown',
      readers.slice(1),
      unknownSecond,
      1,
    ],
    ['2 if one report is unknown', readers, unknownSecond, 2],
  ])('ends with %s', async (_, expected, stack, exitCode) => {
    const found = await runHere([...args, '--expect-reader', ...expected], stack);

    expect(found.exitCode).toBe(exitCode);
  });
});

describe('a template with several state machines', () => {
  const stateMachine = {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: 'arn:aws:iam::123456789012:role/R',
      DefinitionString: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
    },
  };
  const file = join(mkdtempSync(join(tmpdir(), 'several-')), 'template.json');
  const none = async () => [];
  writeFileSync(file, JSON.stringify({ Resources: { A: stateMachine, B: stateMachine } }));
  afterAll(() => rmSync(dirname(file), { recursive: true }));

  it('gives a report for each of them, or only for the named one', async () => {
    const all = await runHere(['--template', file], none);
    const one = await runHere(['--template', file, '--state-machine', 'B'], none);

    expect(all.stdout.match(/^Who can read .*/gm)).toHaveLength(2);
    expect(one.stdout.match(/^Who can read .*/gm)).toHaveLength(1);
  });

  it('lists all of them if the named one does not exist', async () => {
    const { stderr, exitCode } = await runHere(['--template', file, '--state-machine', 'C'], none);

    expect(stderr).toContain('there is no state machine C; there are A, B');
    expect(exitCode).toBe(2);
  });
});

describe('a resource that AWS names at deployment', () => {
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            ...{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' } },
            Action: 'sts:AssumeRole',
          },
        ],
      },
    },
  };
  const stateMachine = (named: object) => ({
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
      DefinitionString: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
      EncryptionConfiguration: {
        Type: 'CUSTOMER_MANAGED_KMS_KEY',
        KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      },
      ...named,
    },
  });
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
  };
  const Key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy } };

  async function headOf(named: object): Promise<readonly string[]> {
    const folder = mkdtempSync(join(tmpdir(), 'named-'));
    const file = join(folder, 'template.json');
    writeFileSync(
      file,
      JSON.stringify({ Resources: { Key, Role: role, Orders: stateMachine(named) } }),
    );
    const { stdout } = await runHere(['--template', file], async () => []);
    rmSync(folder, { recursive: true });
    return stdout.split('\n').filter((line) => /^Who|^ {2}(?:state machine|key) /.test(line));
  }

  it('has its logical id in the report', async () => {
    expect(await headOf({})).toEqual([
      'Who can read <Orders>, in account 123456789012, us-east-1',
      '  state machine  arn:aws:states:us-east-1:123456789012:stateMachine:<Orders>',
      '  key            arn:aws:kms:us-east-1:123456789012:key/<Key>',
    ]);
  });

  it('is distinguished from a resource with a name in the template', async () => {
    expect((await headOf({ StateMachineName: 'orders' })).slice(0, 2)).toEqual([
      'Who can read orders, in account 123456789012, us-east-1',
      '  state machine  arn:aws:states:us-east-1:123456789012:stateMachine:orders',
    ]);
  });
});

describe('a template of SAM that does not name the transform', () => {
  it('is rejected with the line to add', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sam-'));
    const file = join(folder, 'template.yaml');
    writeFileSync(file, 'Resources:\n  A:\n    Type: AWS::Serverless::StateMachine\n');
    const { stderr } = await runHere(['--template', file], async () => []);
    rmSync(folder, { recursive: true });

    expect(stderr).toContain('add "Transform: AWS::Serverless-2016-10-31"');
  });
});

describe('--state-machine-arn', () => {
  it('reads state machines outside a stack, in the Region of the ARN', async () => {
    const sources: unknown[] = [];
    await runHere(['--state-machine-arn', ARN, `${ARN}-2`], async (source) => {
      sources.push(source);
      return two();
    });

    expect(sources).toEqual([
      { kind: 'stack', stateMachineArns: [ARN, `${ARN}-2`], region: 'us-east-1' },
    ]);
  });

  it.each([
    [['--state-machine-arn', `${ARN}:PROD`], `names a version or an alias: give ${ARN}`],
    [['--state-machine-arn', ARN.replace('stateMachine', 'activity')], 'takes the ARN of a'],
    [['--state-machine-arn', 'orders'], '"orders"'],
    [['--state-machine-arn', ARN, '--stack-name', 'shop'], 'omit --stack-name'],
    [['--state-machine-arn', ARN, '--state-machine', 'Orders'], 'omit --state-machine'],
    [['--state-machine-arn', ARN, '--region', 'eu-west-1'], 'is in Region us-east-1'],
    [['--state-machine-arn', ARN, ARN.replace('us-east', 'eu-west')], 'give ARNs of one Region'],
    [['--state-machine-arn', ARN, '--template', 'template.yaml'], 'omit --template'],
    [['--stack-name', 'shop', '--region', 'us-east'], 'not us-east'],
  ])('rejects invalid options: %j', async (given, text) => {
    const { stderr, exitCode } = await runHere(given);

    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });
});
