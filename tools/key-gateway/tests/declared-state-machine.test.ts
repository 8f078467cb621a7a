import { describe, expect, it } from '@jest/globals';
import type { AccountClients } from '../emulator-state/admin-clients.ts';
import { declaredStateMachines } from '../emulator-state/declared-state-machine.ts';
import { readStacks } from '../emulator-state/read-stacks.ts';

const account = '123456789012';
const region = 'us-east-1';
const scope = { account, region };
const arn = `arn:aws:states:${region}:${account}:stateMachine:orders`;
const keyArn = `arn:aws:kms:${region}:${account}:key/one`;
const nestedId = `arn:aws:cloudformation:${region}:${account}:stack/keys/1`;

type Answers = Readonly<Record<string, (input: Record<string, string>) => object>>;

const encrypted = (KmsKeyId: unknown, Type: unknown = 'CUSTOMER_MANAGED_KMS_KEY') => ({
  EncryptionConfiguration: { Type, KmsKeyId },
});

/** Answers about a stack with one state machine, another stack that it nests, and an export. */
function clients(properties: object, more: Answers = {}): AccountClients {
  const template = {
    Parameters: { Key: { Type: 'String' } },
    Resources: { Workflow: { Type: 'AWS::StepFunctions::StateMachine', Properties: properties } },
  };
  const stack = {
    ...{ StackName: 'orders', StackId: 'orders/1', StackStatus: 'UPDATE_COMPLETE' },
    Parameters: [{ ParameterKey: 'Key', ParameterValue: keyArn }],
  };
  const keys = {
    ...{ StackName: 'keys', StackId: nestedId, StackStatus: 'CREATE_COMPLETE' },
    Outputs: [{ OutputKey: 'KeyArn', OutputValue: keyArn }],
  };
  const resource = (LogicalResourceId: string, PhysicalResourceId: string, kind: string) => ({
    ...{ LogicalResourceId, PhysicalResourceId, ResourceType: `AWS::${kind}` },
  });
  const answers: Answers = {
    DescribeStacksCommand: () => ({ Stacks: [stack, keys] }),
    DescribeStackResourcesCommand: ({ StackName }) => ({
      StackResources:
        StackName === 'orders'
          ? [
              resource('Workflow', arn, 'StepFunctions::StateMachine'),
              resource('Keys', nestedId, 'CloudFormation::Stack'),
            ]
          : [],
    }),
    DescribeStackEventsCommand: () => ({ StackEvents: [{ EventId: 'e1' }] }),
    ListExportsCommand: ({ NextToken }) =>
      NextToken
        ? { Exports: [{ Name: 'the-key', Value: keyArn }] }
        : { Exports: [{ Name: 'other', Value: 'x' }], NextToken: 'more' },
    GetTemplateCommand: () => ({ TemplateBody: JSON.stringify(template) }),
    ...more,
  };
  const send = async (command: { readonly input: object }) =>
    answers[command.constructor.name]?.({ ...command.input });
  return { cloudFormation: { send } } as unknown as AccountClients;
}

const declared = (properties: object, more?: Answers) =>
  declaredStateMachines({ of: () => clients(properties, more), destroy() {} })(scope, arn);

describe('the key that a template declares', () => {
  // id: declared-key
  it.each([
    ['as text', encrypted(keyArn), keyArn],
    ['by a parameter', encrypted({ Ref: 'Key' }), keyArn],
    [
      'by an output of a nested stack',
      encrypted({ 'Fn::GetAtt': ['Keys', 'Outputs.KeyArn'] }),
      keyArn,
    ],
    ['by an output, in one text', encrypted({ 'Fn::GetAtt': 'Keys.Outputs.KeyArn' }), keyArn],
    ['by an export of another stack', encrypted({ 'Fn::ImportValue': 'the-key' }), keyArn],
    ['as none', {}, undefined],
    ['as none, by NoValue', { EncryptionConfiguration: { Ref: 'AWS::NoValue' } }, undefined],
    ['as the key of AWS', encrypted(undefined, 'AWS_OWNED_KEY'), undefined],
  ])('is read %s', async (_, properties, expected) => {
    expect((await declared(properties))?.kmsKeyId).toBe(expected);
  });

  it.each([
    ['a type that cannot be determined', encrypted(keyArn, { 'Fn::ImportValue': 'type' })],
    ['a type that does not exist', encrypted(keyArn, 'OTHER')],
    ['no type', { EncryptionConfiguration: { KmsKeyId: keyArn } }],
    ['no key', { EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY' } }],
    [
      'a configuration that cannot be determined',
      { EncryptionConfiguration: { 'Fn::ImportValue': 'x' } },
    ],
  ])('is one that no caller can use: %s', async (_, properties) => {
    expect((await declared(properties))?.kmsKeyId).toBe('');
  });

  it('is one that does not exist for an export that does not exist', async () => {
    const found = await declared(encrypted({ 'Fn::ImportValue': 'missing' }));
    expect(found?.kmsKeyId).not.toBeUndefined();
    expect(found?.kmsKeyId).not.toBe(keyArn);
  });
});

describe('the stacks of an emulator', () => {
  it('are read from all pages, without deleted ones, the last changed one first', async () => {
    const { cloudFormation } = clients(
      {},
      {
        DescribeStacksCommand: ({ NextToken }) =>
          NextToken
            ? {
                Stacks: [
                  { StackName: 'new', StackStatus: 'CREATE_COMPLETE', CreationTime: new Date(3) },
                  { StackName: 'gone', StackStatus: 'DELETE_COMPLETE', CreationTime: new Date(9) },
                ],
              }
            : {
                NextToken: 'more',
                Stacks: [
                  { StackName: 'old', StackStatus: 'CREATE_COMPLETE', CreationTime: new Date(1) },
                  {
                    ...{ StackName: 'updated', StackStatus: 'UPDATE_COMPLETE' },
                    ...{ CreationTime: new Date(0), LastUpdatedTime: new Date(5) },
                  },
                  {
                    StackName: 'planned',
                    StackStatus: 'REVIEW_IN_PROGRESS',
                    CreationTime: new Date(9),
                  },
                ],
              },
      },
    );
    const names = (await readStacks(cloudFormation)).map(({ StackName }) => StackName);
    expect(names).toEqual(['updated', 'new', 'old']);
  });

  it('are none where the emulator does not have CloudFormation', async () => {
    const answer = (name: string, httpStatusCode: number) =>
      clients(
        {},
        {
          DescribeStacksCommand: () => {
            throw Object.assign(new Error('failed'), { name, $metadata: { httpStatusCode } });
          },
        },
      ).cloudFormation;
    expect(await readStacks(answer('Unknown', 501))).toEqual([]);
    expect(await readStacks(answer('Unknown', 404))).toEqual([]);
    expect(await readStacks(answer('InvalidAction', 400))).toEqual([]);
    for (const status of [400, 403, 500, 503]) {
      await expect(readStacks(answer('Unknown', status))).rejects.toThrow('failed');
    }
  });

  it('are searched beyond the first hundred resources', async () => {
    const resources = Array.from({ length: 100 }, (_, index) => ({
      PhysicalResourceId: `${index}`,
    }));
    const found = await declared(encrypted(keyArn), {
      DescribeStackResourcesCommand: () => ({ StackResources: resources }),
      ListStackResourcesCommand: ({ NextToken }) =>
        NextToken
          ? {
              StackResourceSummaries: [{ LogicalResourceId: 'Workflow', PhysicalResourceId: arn }],
            }
          : { StackResourceSummaries: resources, NextToken: 'more' },
    });
    expect(found?.kmsKeyId).toBe(keyArn);
  });

  it('have a state that changes with each event, even if the time does not', async () => {
    let events: object[] = [{ EventId: 'e1' }];
    let reads = 0;
    const Workflow = { Type: 'AWS::StepFunctions::StateMachine' };
    const Parameters = { Key: { Type: 'String' } };
    const TemplateBody = JSON.stringify({ Parameters, Resources: { Workflow } });
    const read = declaredStateMachines({
      of: () =>
        clients(encrypted(keyArn), {
          DescribeStackEventsCommand: () => ({ StackEvents: events }),
          GetTemplateCommand: () => {
            reads += 1;
            return { TemplateBody };
          },
        }),
      destroy() {},
    });
    const first = await read(scope, arn);
    expect(await read(scope, arn)).toBe(first);
    expect(reads).toBe(1);
    events = [{ EventId: 'e2' }, ...events];
    expect((await read(scope, arn))?.state).not.toBe(first?.state);
    events = [];
    expect(await read(scope, arn)).not.toHaveProperty('state');
    expect(reads).toBe(3);
  });
});
